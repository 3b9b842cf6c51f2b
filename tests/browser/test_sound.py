"""A drag is heard: what comes out of the page's own Web Audio, measured where it leaves it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from tests.served import Served

#: Puts an analyser before the way out of each context, and notes frame by frame its loudest pitch and how loud it is.
#: A second one keeps two thirds of a second of the wave itself: where frames are rare, no click falls between them.
#: While `lasting`, a held tone does not fade a quarter of a second after its number rests: a busy ear may come later.
LISTEN = """
window.contexts = 0;
window.heard = [];
window.lasting = true;
let clock;
const turn = AudioParam.prototype.setTargetAtTime;
AudioParam.prototype.setTargetAtTime = function (to, at, ...rest) {
  if (!lasting || at < clock.currentTime + 0.1) turn.call(this, to, at, ...rest);
  return this;
};
const connect = AudioNode.prototype.connect;
const ears = new Map();
AudioNode.prototype.connect = function (to, ...rest) {
  if (!(to instanceof AudioDestinationNode)) return connect.call(this, to, ...rest);
  const { context } = to;
  if (!ears.has(context)) {
    contexts += 1;
    clock = context;
    const ear = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    const long = new AnalyserNode(context, { fftSize: 32768 });
    connect.call(ear, to);
    connect.call(ear, long);
    const wave = new Float32Array(long.fftSize);
    ears.set(context, ear);
    const bins = new Float32Array(ear.frequencyBinCount);
    const note = () => {
      ear.getFloatFrequencyData(bins);
      const at = bins.indexOf(Math.max(...bins));
      long.getFloatTimeDomainData(wave);
      const level = (hz) => bins[Math.round((hz * ear.fftSize) / context.sampleRate)];
      heard.push([(at * context.sampleRate) / ear.fftSize, bins[at], level(330), level(495), Math.max(...wave)]);
      requestAnimationFrame(note);
    };
    note();
  }
  return connect.call(this, ears.get(context), ...rest);
};
"""
LOUD = -60  # dB
CLICK = 0.12  # of full scale: no held tone of a figure is so loud
LAST = "() => heard.at(-1)"


def expect_pitch(page: Page, hertz: float) -> None:
    """Wait until this is the loudest pitch."""
    page.wait_for_function(
        "([hertz, loud]) => heard.length && heard.at(-1)[1] > loud && Math.abs(heard.at(-1)[0] / hertz - 1) < 0.03",
        arg=[hertz, LOUD],
    )


def expect_silence(page: Page) -> None:
    page.wait_for_function("(loud) => heard.length && heard.at(-1)[1] < loud", arg=LOUD)


def pitch_of(page: Page, quantity: str = "kl") -> float:
    value = page.locator(f"figure [data-quantity={quantity}]").first.get_attribute("data-value")
    nats = float(str(value)) * math.log(2)
    return 220 * 2 ** (3 * (1 if nats == math.inf else nats / (1 + nats)))


def switched(page: Page, name: str) -> Locator:
    """Open the help by its key, press a switch in it, and close it again by Escape."""
    page.keyboard.press("?")
    switch = page.get_by_role("switch", name=name)
    switch.press("Space")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    return switch


@pytest.fixture
def listened(page: Page) -> Page:
    """A page whose sound is measured."""
    page.add_init_script(LISTEN)
    return page


def test_a_drag_is_heard_when_somebody_asks(listened: Page, server: Served) -> None:
    """Silent at first; then pitch follows KL while the bar moves, infinity is the highest, and 0 ends in silence."""
    page = listened
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{server.url}/lab/pmf_bars")
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    column = page.locator(".column.q").first
    column.press("PageDown")
    assert page.evaluate("() => contexts") == 0
    switched(page, "Let figures be heard")
    page.wait_for_function("() => contexts === 1")
    expect_silence(page)
    column.press("PageDown")
    expect_pitch(page, pitch_of(page))
    column.press("End")
    expect_pitch(page, 1760)
    page.evaluate("() => { lasting = false; }")
    column.press("PageDown")  # another tone, which fades
    column.press("Home")
    page.wait_for_function("(click) => heard.at(-1)[4] < click", arg=CLICK)
    page.evaluate("() => { heard.length = 0; }")
    typed = page.locator(".numbers .typed.q input").first
    typed.fill("0.5")
    typed.press("Enter")
    assert page.locator("[data-quantity=kl]").first.get_attribute("data-value") == "0"
    page.wait_for_function("(click) => heard.some((each) => each[4] > click)", arg=CLICK)  # the click
    expect_silence(page)


def test_less_sound_for_those_who_ask_for_less_motion(listened: Page, server: Served) -> None:
    """With reduced motion nothing is heard while the hand moves, and a note when it lets go; the wish is remembered."""
    page = listened
    page.goto(f"{server.url}/lab/leash")
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    switched(page, "Let figures be heard")
    page.reload()
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    grip = page.locator(".grab").first
    x, y = (grip.bounding_box()[side] + 22 for side in ("x", "y"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 40, steps=4)
    assert page.evaluate("() => contexts") == 0  # made, but nothing sent to the way out
    page.mouse.up()
    nats = float(page.locator("[data-quantity=kl-reverse]").get_attribute("data-value"))
    expect_pitch(page, 220 * 2 ** (3 * nats / (1 + nats)))
    page.keyboard.press("?")
    expect(page.get_by_role("switch", name="Let figures be heard")).to_be_checked()
    expect(page.get_by_role("switch", name="Only a short note")).to_be_checked()


def test_code_words_are_spelt(listened: Page, server: Served) -> None:
    """Each step of the telegram sounds both words at once, the right dictionary's lower than the wrong one's."""
    page = listened
    page.goto(f"{server.url}/lab/telegram?code=huffman&sent=0")
    expect(page.locator("figure[data-alive=true]")).to_be_attached()
    switched(page, "Let figures be heard")
    expect_silence(page)
    page.evaluate("() => { heard.length = 0; }")
    step = page.get_by_role("button", name="Step")
    step.click()
    while not page.evaluate("(loud) => heard.some((each) => each[2] > loud && each[3] > loud)", LOUD):
        step.click()  # a word is short, and on a busy machine the ear may look away for as long
    expect_silence(page)
