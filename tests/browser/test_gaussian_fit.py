"""Two bumps, one Gaussian in a real browser: each control with mouse, finger and keys, the address, offline."""

from __future__ import annotations

import json
import math
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser.clocks import be_patient, stop, wind
from browser.pages import address
from browser.touch import swipe, touch
from playwright.sync_api import expect

from app.kernel.alpha import fit_alpha
from app.kernel.normals import Normal, NormalMixture, fit_reverse, kl_forward, kl_reverse

LAB = "/lab/gaussian_fit"
HEAR = """
window.heard = [];
for (const name of ["wd:quantities", "wd:prediction", "wd:state"])
  document.addEventListener(name, (event) => window.heard.push([name, structuredClone(event.detail)]));
"""
GLIDING = 1000  # ms, in which Q is where it glides to
S2 = NormalMixture([0.5, 0.5], [-2.0, 2.0], [0.6, 0.6])


class Fit:
    """The figure on its lab page, as a reader has it before them."""

    def __init__(self, page, server, *, canvas=False, **query):
        self.page = page
        page.add_init_script(HEAR)
        be_patient(page)
        page.goto(f"{server.url}{LAB}?{urlencode(query)}")
        expect(page.locator("figure.widget")).to_have_attribute("data-alive", "true")
        if canvas:
            touch(page)
            expect(page.locator(".picture .plot")).to_have_attribute("data-canvas", "true")

    def value(self, quantity):
        return float(self.page.locator(f".costs [data-quantity='{quantity}']").get_attribute("data-value"))

    def grip(self, name):
        return self.page.locator(f"[data-grip={name}]")

    def now(self, name):
        return float(self.grip(name).get_attribute("aria-valuenow"))

    @property
    def mu(self):
        return self.now("centre")

    @property
    def sigma(self):
        return (self.now("right") - self.now("left")) / 2

    def control(self, name):
        return self.page.locator(f"[data-control='{name}']").first

    def panel(self, name):
        self.page.locator(f"[data-panel='{name}']").click()
        expect(self.page.locator(f"[data-panel-of='{name}']")).to_be_visible()

    def role(self, name):
        return self.page.locator(f"[data-role='{name}']")

    def words(self):
        return self.role("words")

    def query(self):
        return {name: values[0] for name, values in parse_qs(urlsplit(address(self.page)).query).items()}

    def middle(self, locator):
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, locator, dx, dy=0):
        x, y = self.middle(locator)
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx / 2, y + dy / 2)
        self.page.mouse.move(x + dx, y + dy)
        self.page.mouse.up()

    def finger(self, locator, dx, dy=0):
        x, y = self.middle(locator)
        swipe(self.page, *((x + dx * part, y + dy * part) for part in (0, 0.5, 1)))

    def scale(self):
        """How many pixels one unit of x has in the picture now."""
        marks = self.page.locator(".picture .axis span")
        texts = [float(text.replace("−", "-")) for text in marks.all_inner_texts()]
        boxes = [marks.nth(place).bounding_box() for place in (0, -1)]
        ends = [box["x"] + box["width"] / 2 for box in boxes]
        return (ends[1] - ends[0]) / (texts[-1] - texts[0])

    def expect_q(self, mu, sigma, within=1e-9):
        """Poll until Q is there."""
        script = """([mu, sigma, within]) => {
          const now = (name) => Number(document.querySelector(`[data-grip=${name}]`).getAttribute("aria-valuenow"));
          const wide = (now("right") - now("left")) / 2;
          return Math.abs(now("centre") - mu) <= within && Math.abs(wide - sigma) <= within;
        }"""
        self.page.wait_for_function(script, arg=[mu, sigma, within])

    def expect_numbers(self, p=S2):
        """The numbers are the kernel's for the Q that the handles show."""
        q = Normal(self.mu, self.sigma)
        assert self.value("kl") == pytest.approx(kl_forward(p, q), rel=1e-9)
        assert self.value("kl-reverse") == pytest.approx(kl_reverse(p, q), rel=1e-9)


@pytest.fixture
def fit(page, server):
    return Fit(page, server)


def test_the_mouse_moves_the_centre_and_both_edges(fit):
    """Q follows the mouse by its centre and by either edge, and both numbers follow Q."""
    one = fit.scale()
    fit.drag(fit.grip("centre"), one)
    fit.expect_q(1.0, 1.0, 0.02)
    fit.expect_numbers()
    fit.drag(fit.grip("right"), 0.5 * one)
    fit.expect_q(1.0, 1.5, 0.03)
    fit.drag(fit.grip("left"), 0.7 * fit.scale())
    fit.expect_q(1.0, 0.8, 0.05)
    fit.expect_numbers()
    assert fit.query()["mu"] == repr(fit.mu).removesuffix(".0")


def test_a_finger_moves_q_and_the_page_stays(visit, server):
    """On a phone a finger drags the centre and an edge, and the page does not scroll away under it."""
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
    fit = Fit(page, server)
    one = fit.scale()
    fit.finger(fit.grip("centre"), -one)
    fit.expect_q(-1.0, 1.0, 0.05)
    before = page.evaluate("scrollY")
    fit.finger(fit.grip("right"), 0.5 * one, 5)
    fit.expect_q(-1.0, 1.5, 0.08)
    fit.expect_numbers()
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    small = page.locator(".gaussian-fit :is(button, select, .grip, input[type=radio], .toggle):visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(b => b.height < 43.5).length"
    )
    assert small == 0


def test_a_finger_moves_a_bump_and_the_dot_in_the_landscape(visit, server):
    """On a phone a finger drags a bump of P by its centre and its width, and Q in the landscape."""
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True, reduced_motion="reduce")
    fit = Fit(page, server, canvas=True, show="truth,landscape", mu="0.5")
    one = fit.scale()
    fit.finger(page.locator("[data-bump-grip=means-0]"), -one)
    expect(page.get_by_label("Centre of bump 1, typed")).to_have_value(re.compile(r"^−(2\.9|3)"))
    fit.finger(page.locator("[data-bump-grip=sds-0]"), 0.5 * fit.scale())
    expect(page.get_by_label("Width of bump 1, typed")).to_have_value(re.compile(r"^1\.[01]"))
    expect(page.locator(".landscape .map-frame")).not_to_have_class(re.compile("stale"))
    before = fit.mu
    fit.finger(fit.grip("dot"), -40, -30)
    page.wait_for_function(
        "before => Number(document.querySelector('[data-grip=centre]').ariaValueNow) < before - 0.3", arg=before
    )
    assert fit.sigma > 1.1


def test_keys_move_every_handle(fit, page):
    """Arrows, Page keys, Home and End move the handles by round steps; the status line tells the numbers at the end."""
    fit.grip("centre").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    fit.expect_q(0.1, 1.0, 1e-12)
    page.keyboard.press("PageDown")
    fit.expect_q(-0.4, 1.0, 1e-12)
    fit.grip("right").focus()
    page.keyboard.press("ArrowRight")
    fit.expect_q(-0.4, 1.05, 1e-9)
    fit.grip("left").focus()
    page.keyboard.press("ArrowLeft")
    fit.expect_q(-0.4, 1.1, 1e-9)
    page.keyboard.press("End")
    fit.expect_q(-0.4, 0.01, 1e-9)
    page.keyboard.press("Tab")
    expect(fit.role("announcer")).to_contain_text("KL of P and Q")
    fit.expect_numbers()


def test_numbers_can_be_typed(fit, page):
    """μ and σ can be typed, also with a comma; what is no number or impossible changes nothing, and says why."""
    sigma = page.get_by_label("Width σ of Q, typed")
    sigma.fill("0,25")
    sigma.press("Enter")
    fit.expect_q(0.0, 0.25)
    page.get_by_label("Centre μ of Q, typed").fill("-1/2")
    page.get_by_label("Centre μ of Q, typed").press("Enter")
    fit.expect_q(-0.5, 0.25)
    for bad, said in (("wide", "is no number"), ("0", "outside 0.01 to 100")):
        sigma.fill(bad)
        sigma.press("Enter")
        expect(fit.role("message")).to_contain_text(said)
    fit.expect_q(-0.5, 0.25)


def test_the_axis_follows_q_out_of_the_window_and_the_numbers_do_not_care(fit, page):
    """Far outside the first window Q and its handles are still seen, and KL is that of the whole line."""
    field = page.get_by_label("Centre μ of Q, typed")
    field.fill("18")
    field.press("Enter")
    fit.expect_q(18.0, 1.0)
    plot, centre = page.locator(".plot").bounding_box(), fit.middle(fit.grip("right"))
    assert plot["x"] < centre[0] < plot["x"] + plot["width"]
    assert "15" in page.locator(".picture .axis").inner_text()
    fit.expect_numbers()


def test_best_forward_matches_the_moments_and_says_so(fit):
    """Best Q, forward goes to P's mean and sd and gives the reason."""
    fit.control("best-forward").click()
    fit.expect_q(0.0, 2.08806130178211, 1e-9)
    assert fit.value("kl") == pytest.approx(0.555155528632113, rel=1e-10)
    expect(fit.words()).to_contain_text("P’s own mean, 0.000, and P’s own sd, 2.088")


def test_best_reverse_goes_to_the_nearest_of_a_tie_and_on_to_the_trap(fit, page):
    """From the right of the middle to the right bump, the left one, the covering trap, and anew."""
    fit.page.goto(page.url.split("?")[0] + "?mu=0.5")
    expect(page.locator("figure.widget")).to_have_attribute("data-alive", "true")
    fit.control("best-reverse").click()
    fit.expect_q(1.99707828154584, 0.604856420673784, 1e-8)
    expect(fit.words()).to_contain_text("three minima, and two of them tie at 0.692 nats. This one is on one bump")
    expect(page.locator(".ghost")).to_have_count(3)
    expect(page.locator(".ghost-names")).to_contain_text("1.138")
    fit.control("best-reverse").click()
    fit.expect_q(-1.99707828154584, 0.604856420673784, 1e-8)
    fit.control("best-reverse").click()
    fit.expect_q(0.0, 1.79027851643572, 1e-8)
    expect(fit.words()).to_contain_text("a trap: covering both bumps, at 1.138 nats, which is 0.447 nats more")
    fit.control("best-reverse").click()
    fit.expect_q(1.99707828154584, 0.604856420673784, 1e-8)


@pytest.mark.parametrize(
    ("p", "said"),
    [
        ({"m": "-1.5,1.5", "s": "0.8,0.8"}, "one minimum only: covering both bumps, at 0.179 nats"),
        ({"m": "-2.5,2.5", "s": "1,1"}, "This is the best: covering both bumps, at 0.481 nats"),
        ({"w": "0.7,0.3", "s": "0.5,1"}, "This is the best: on one bump, at 0.352 nats"),
        ({"w": "1", "m": "1", "s": "2"}, "P is a Gaussian itself"),
    ],
)
def test_the_words_are_true_for_this_p(page, server, p, said):
    """It never says that Q parks on one bump where it does not."""
    fit = Fit(page, server, **p)
    fit.control("best-reverse").click()
    expect(fit.words()).to_contain_text(said)


def test_a_changed_p_gets_its_own_best_q(page, server):
    """The bumps of P have handles, numbers and weights; Best Q is that of the P that is shown."""
    fit = Fit(page, server, canvas=True, show="truth")
    fit.drag(page.locator("[data-bump-grip=means-1]"), fit.scale())
    expect(page.get_by_label("Centre of bump 2, typed")).to_have_value(re.compile(r"^(2\.9\d*|3|3\.0\d*)$"))
    page.get_by_label("Centre of bump 2, typed").fill("3")
    page.get_by_label("Centre of bump 2, typed").press("Enter")
    page.get_by_role("slider", name="Width of bump 1").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("slider", name="Weight of bump 1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    p = NormalMixture([0.51, 0.49], [-2.0, 3.0], [0.55, 0.6])
    assert fit.query()["w"] == "0.51,0.49"
    assert fit.query()["s"] == "0.55,0.6"
    fit.expect_numbers(p)
    best = fit_reverse(p)
    fit.control("best-reverse").click()
    fit.expect_q(best[0].mean, best[0].sd, 1e-8)


def test_bumps_come_and_go(page, server):
    """A bump is added and removed, four are the most, and the last one stays; the weights sum to 1."""
    fit = Fit(page, server, show="truth")
    add = fit.control("add")
    add.click()
    add.click()
    expect(page.locator(".lane")).to_have_count(4)
    expect(add).to_be_disabled()
    weights = [float(text) for text in fit.query()["w"].split(",")]
    assert math.fsum(weights) == pytest.approx(1, abs=1e-12)
    for count in (3, 2, 1):
        page.get_by_role("button", name="Remove bump 1").click()
        expect(page.locator(".lane")).to_have_count(count)
    expect(page.get_by_role("button", name="Remove bump 1")).to_be_hidden()
    assert fit.query()["w"] == "1"


def test_a_kept_width_stands_still(fit, page):
    """Keep σ: the edges refuse with a sentence, the centre moves, and Best Q keeps the width."""
    fit.control("fixed").check()
    fit.drag(fit.grip("right"), 80)
    expect(fit.role("message")).to_contain_text("Untick “Keep σ”")
    fit.expect_q(0.0, 1.0)
    fit.control("best-forward").click()
    fit.expect_q(0.0, 1.0)
    expect(fit.words()).to_contain_text("With σ kept")
    fit.control("best-reverse").click()
    page.wait_for_function("Math.abs(Number(document.querySelector('[data-grip=centre]').ariaValueNow)) > 1.8")
    assert fit.sigma == pytest.approx(1.0)


def test_units_undo_redo_reset_and_presets(fit, page):
    """Bits are nats over ln 2; a preset is one step; undo, redo and reset go where they say."""
    nats = fit.value("kl")
    page.get_by_label("bits", exact=True).check(force=True)
    assert fit.value("kl") == pytest.approx(nats / math.log(2), rel=1e-12)
    expect(page.locator(".costs [data-quantity=kl]")).to_contain_text("bits")
    fit.control("presets").select_option(label="Narrow beside wide")
    fit.expect_q(-1.0, 1.0)
    fit.control("undo").click()
    fit.expect_q(0.0, 1.0)
    fit.control("undo").click()
    assert fit.value("kl") == nats
    fit.grip("centre").focus()
    page.keyboard.press("Control+Shift+z")
    fit.control("redo").click()
    fit.expect_q(-1.0, 1.0)
    fit.grip("centre").focus()
    page.keyboard.press("Control+z")
    fit.expect_q(0.0, 1.0)
    fit.control("reset").click()
    assert fit.value("kl") == nats
    expect(fit.control("reset")).to_be_disabled()


def test_the_address_brings_back_the_same_bits(page, server):
    """The address that a gesture writes shows the same state, to the last bit, when it is opened anew."""
    fit = Fit(page, server, show="table,truth")
    fit.control("best-reverse").click()
    expect(fit.words()).not_to_be_empty()
    before = (fit.mu, fit.now("right"), fit.value("kl"), fit.value("kl-reverse"))
    page.reload()
    expect(page.locator("figure.widget")).to_have_attribute("data-alive", "true")
    assert (fit.mu, fit.now("right"), fit.value("kl"), fit.value("kl-reverse")) == before
    expect(page.locator(".panel.table")).to_be_visible()


def test_copy_link_copies_the_state(visit, server):
    """The link that is copied leads to the lab page with this state."""
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    wind(page)
    fit = Fit(page, server, mu="0.75")
    stop(page)  # it says so for a moment
    fit.control("link").click()
    expect(fit.control("link")).to_have_text("Link copied")
    link = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    assert link.path == LAB
    assert parse_qs(link.query)["mu"] == ["0.75"]


def test_the_integrand_is_shaded_by_sign_and_its_net_area_is_the_number(page, server):
    """What is added minus what is saved is KL, in either direction."""
    fit = Fit(page, server, show="shade", mu="1")
    for direction, name in (("reverse", "kl-reverse"), ("forward", "kl")):
        page.locator(f".shade [data-control=direction][value={direction}]").check(force=True)
        expect(fit.role("shade-sum")).to_contain_text("KL(P ‖ Q)" if direction == "forward" else "KL(Q ‖ P)")
        added, saved, net = map(float, re.findall(r"\d+\.\d+", fit.role("shade-sum").inner_text()))
        assert added - saved == pytest.approx(net, abs=0.0011)
        assert net == pytest.approx(fit.value(name), abs=0.0006)
        assert saved > 0
        assert len(page.locator(".strip .saves").get_attribute("d")) > 200


def test_q_is_dragged_in_the_landscape(page, server):
    """The dot is Q: mouse and arrow keys move it there, and the curves and numbers follow."""
    fit = Fit(page, server, show="landscape", mu="0.5")
    expect(page.locator(".panel.landscape")).to_have_attribute("data-drawn", "true")
    expect(page.locator(".landscape .mark")).to_have_count(3)
    fit.drag(fit.grip("dot"), 60, -40)
    page.wait_for_function("Number(document.querySelector('[data-grip=centre]').ariaValueNow) > 0.6")
    assert fit.sigma > 1.1
    fit.expect_numbers()
    mu, sigma = fit.mu, fit.sigma
    fit.grip("dot").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    fit.expect_q(mu - 0.05, sigma * math.exp(0.05), 0.01)
    fit.control("undo").click()
    fit.control("undo").click()
    page.wait_for_function("mu => Number(document.querySelector('[data-grip=centre]').ariaValueNow) == mu", arg=mu)


def test_rolling_downhill_ends_in_the_trap_where_that_is_where_it_leads(page, server):
    """From the middle, downhill on KL(Q ‖ P) ends covering, and the words say that a better Q exists."""
    fit = Fit(page, server, show="landscape", canvas=True)
    fit.control("step").click()
    expect(fit.role("landscape-words")).to_contain_text("Step 1 of")
    assert 1.0 < fit.sigma < 1.3
    fit.control("roll").click()
    fit.expect_q(0.0, 1.79027851643572, 1e-5)
    expect(fit.role("landscape-words")).to_contain_text("stuck in a trap: the best Q costs 0.692 nats")
    expect(page.locator(".way-steps")).to_have_count(1)
    page.locator(".landscape [data-control=direction][value=forward]").check(force=True)
    fit.control("roll").click()
    fit.expect_q(0.0, 2.08806130178211, 1e-5)
    expect(fit.role("landscape-words")).to_contain_text("No Q is better")


@pytest.fixture
def rolling(page, server):
    """A Q that has rolled three steps, and rolls on as the page's clock does."""
    page.emulate_media(reduced_motion="no-preference")
    wind(page)
    fit = Fit(page, server, show="landscape", mu="0.3")
    stop(page)
    fit.control("roll").click()
    expect(fit.control("roll")).to_have_text("Stop")
    page.clock.run_for(300)
    expect(fit.role("landscape-words")).to_contain_text("Step 3 of")
    return fit


def test_a_hand_takes_over_a_q_that_rolls(rolling, page):
    """Who takes Q while it rolls goes on from there: the roll and the hand's move are undone one by one."""
    fit, mu, sigma = rolling, rolling.mu, rolling.sigma
    assert sigma > 1.01
    fit.grip("centre").press("ArrowRight")
    page.clock.run_for(GLIDING)
    fit.expect_q(mu + 0.05, sigma)
    fit.control("undo").click()
    page.clock.run_for(GLIDING)
    fit.expect_q(mu, sigma)
    fit.control("undo").click()
    page.clock.run_for(GLIDING)
    fit.expect_q(0.3, 1.0)


def test_a_press_while_q_rolls_is_a_step_of_its_own(rolling, page):
    """Counting in bits on the way down: undo leads back through it, to where the roll began."""
    fit = rolling
    page.get_by_label("bits", exact=True).check(force=True)
    page.clock.run_for(60_000)
    expect(fit.role("landscape-words")).to_contain_text("steps down")
    for _ in range(4):  # more than there are steps
        fit.control("undo").click(force=True)  # also where there is nothing left to undo
    page.clock.run_for(GLIDING)
    fit.expect_q(0.3, 1.0)
    expect(page.locator(".costs [data-quantity=kl]")).to_contain_text("nats")


def test_the_swap_is_found_by_drawing_the_bumps_apart(page, server):
    """The slider draws the bumps apart; what is better is told, and signs appear once passed."""
    fit = Fit(page, server, show="gap", m="-1.2,1.2", s="1,1", canvas=True)
    expect(page.locator(".panel.gap")).to_have_attribute("data-drawn", "true")
    words, signs = fit.role("gap-words"), page.locator(".signs")
    expect(words).to_contain_text("There is one minimum, and it covers both bumps")
    slider = fit.control("separation")
    slider.fill("5")
    expect(words).to_contain_text("covering is better")
    expect(signs).to_contain_text("4.824")
    expect(signs).not_to_contain_text("5.600")
    slider.focus()
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    expect(words).to_contain_text("one bump is better")
    expect(signs).to_contain_text("5.600")
    assert fit.query()["m"] == "-2.85,2.85"
    best = fit_reverse(NormalMixture([0.5, 0.5], [-2.85, 2.85], [1.0, 1.0]))
    expect(words).to_contain_text(f"{best[0].kl:.3f}")


def test_between_the_directions_q_jumps(page, server):
    """The slider from reverse to forward carries Q along the best models of the alpha-divergences."""
    fit = Fit(page, server, show="between", mu="-1", canvas=True)
    expect(fit.role("between-words")).to_contain_text("Between α = 0.24 and 0.26 the best Q jumps")
    for alpha in (0.0, 0.2, 0.3, 1.0):
        fit.control("alpha").fill(str(alpha))
        best = fit_alpha(S2, alpha)[0]
        fit.expect_q(best.mean, best.sd, 1e-6)
    assert fit.query()["alpha"] == "1"
    fit.control("alpha").focus()
    page.keyboard.press("ArrowLeft")
    best = fit_alpha(S2, 0.98)[0]
    fit.expect_q(best.mean, best.sd, 1e-6)


def test_the_table_holds_all_numbers(page, server):
    """The table names P, Q and every best Q with mean, sd and KL."""
    Fit(page, server, show="table")
    rows = page.locator(".panel.table tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.nth(2)).to_contain_text("0.555 nats")
    expect(rows.nth(5)).to_contain_text("1.138 nats")


def test_the_curve_is_painted_with_the_number(page, server):
    """Bokeh's canvas shows the new Q in the same task as the number, not a frame behind the handle."""
    Fit(page, server, canvas=True)
    same = page.evaluate("""async () => {
      const inside = (root) => { for (const each of root.querySelectorAll("*")) {
        if (each.tagName === "CANVAS" && each.width > 10) return each;
        const found = each.shadowRoot && inside(each.shadowRoot);
        if (found) return found; } };
      const canvas = inside(document.querySelector(".plot .canvas"));
      const before = canvas.toDataURL();
      const key = new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true });
      document.querySelector("[data-grip=centre]").dispatchEvent(key);
      for (let i = 0; i < 60; i++) await null;
      const now = canvas.toDataURL();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [now !== before, now === canvas.toDataURL()];
    }""")
    assert same == [True, True]


def test_without_the_server_everything_still_moves(visit, own_server, watch):
    """With the server gone Q and P move and both KLs follow; a best Q that is not here is said to be away, calmly."""
    page = visit(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    watch.offline_expected = True
    fit = Fit(page, own_server, canvas=True, show="truth")
    own_server.stop()
    fit.control("best-reverse").click()
    fit.expect_q(-1.99707828154584, 0.604856420673784, 1e-8)
    fit.drag(fit.grip("centre"), fit.scale())
    fit.expect_numbers()
    page.get_by_label("Centre of bump 2, typed").fill("4")
    page.get_by_label("Centre of bump 2, typed").press("Enter")
    fit.expect_numbers(NormalMixture([0.5, 0.5], [-2.0, 4.0], [0.6, 0.6]))
    expect(page.locator("#connection")).to_contain_text("No connection")
    fit.control("best-reverse").click()
    expect(fit.role("message")).to_contain_text("there is no connection")
    own_server.start()
    expect(page.locator("#connection")).to_be_hidden()
    fit.control("best-forward").click()
    fit.expect_q(1.0, math.sqrt(0.36 + 9), 1e-8)
    page.wait_for_function("""() => {
      const found = Bokeh.documents.map((one) => one.get_model_by_name("q")).filter(Boolean);
      const { x, y } = found[0].data;
      return found.length === 1 && Math.abs(x[y.indexOf(Math.max(...y))] - 1) < 0.1;
    }""")


def test_predict_first(page, server):
    """No KL is seen before the guess. It stays as a ghost, and after Best Q the difference is told in KL."""
    page.add_init_script(HEAR)
    page.goto(f"{server.url}/lessons/two-directions")
    figure = page.locator("#widget-place")
    expect(figure).to_have_attribute("data-alive", "true")
    kl, right = figure.locator(".costs [data-quantity=kl]"), figure.locator("[data-grip=right]")
    expect(kl).to_have_text("?")
    expect(figure.locator("[data-control=best-forward]")).to_be_disabled()
    right.focus()
    page.keyboard.press("PageUp")
    expect(figure.locator("[data-grip=right]")).not_to_have_attribute("aria-valuenow", "1")
    expect(kl).to_have_text("?")
    figure.locator("[data-control=commit]").click()
    expect(figure.locator(".ghost.guess")).to_have_count(1)
    expect(kl).to_contain_text("nats")
    mu = float(figure.locator("[data-grip=centre]").get_attribute("aria-valuenow"))
    guess = kl_forward(S2, Normal(mu, float(right.get_attribute("aria-valuenow")) - mu))
    told = [detail for kind, detail in page.evaluate("heard") if kind == "wd:prediction"]
    assert [(each["quantity"], each["unit"]) for each in told] == [("kl-best", "nats")]
    assert told[0]["guess"] == pytest.approx(guess)
    assert told[0]["truth"] == pytest.approx(0.555155528632113, rel=1e-10)
    figure.locator("[data-control=best-forward]").click()
    expect(figure.locator("[data-role=words]")).to_contain_text(
        f"Your Q cost {guess:.3f} nats, the best costs 0.555 nats"
    )


def test_in_a_lesson_the_curves_are_as_wide_as_their_axis(page, server):
    """No style of the text around it reaches into the figure: a curve stands over its numbers."""
    page.goto(f"{server.url}/lessons/two-directions")
    for figure in page.locator(".gaussian-fit").all():
        whole, drawn = figure.evaluate("""figure => [".plot", ".plot > .curves"].map((part) => {
          const { x, width } = figure.querySelector(part).getBoundingClientRect();
          return [x, width];
        })""")
        assert drawn == pytest.approx(whole, abs=0.5)


def test_an_unmoved_guess_is_named_once(page, server):
    """Whoever commits Q where it stood sees "your guess" over it, without a hint across that, and so after a reload."""
    page.goto(f"{server.url}/lessons/two-directions")
    figure = page.locator("#widget-place")
    expect(figure).to_have_attribute("data-alive", "true")
    expect(figure.locator(".hint")).to_have_count(1)
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        figure.locator("[data-control=commit]").click()
    for _ in range(2):
        expect(figure.locator(".plot").get_by_text("your guess", exact=True)).to_be_visible()
        expect(figure.locator(".hint")).to_have_count(0)
        page.reload()
        expect(figure).to_have_attribute("data-alive", "true")


def test_projector_view_hides_what_it_is_told(page, server):
    """On the wall the figure is large, and `hide` takes controls away."""
    Fit(page, server, view="projector", hide="table,between,presets")
    assert page.locator("[data-panel=table], [data-panel=between], [data-control=presets]").count() == 0
    page.wait_for_function("document.querySelector('.plot').getBoundingClientRect().height > 380")


def test_it_is_there_without_scripts(visit, server):
    """Without scripts the curves, the axis and both numbers are there."""
    page = visit(java_script_enabled=False)
    page.goto(f"{server.url}{LAB}?mu=1")
    expect(page.locator(".curves .q-line")).to_be_visible()
    expect(page.locator(".costs [data-quantity=kl]")).to_have_text("1.999 nats")


@pytest.mark.parametrize(
    "query", [{}, {"mu": "15", "sigma": "3"}, {"sigma": "0.05"}, {"w": "1", "m": "-7", "s": "0.2"}]
)
def test_the_script_draws_what_the_server_drew(page, server, watch, query):
    """Axis, handles and curves stand where they stood in the first response: one set of rules in two languages."""
    places = """() => {
      const grips = [...document.querySelectorAll(".plot > .grip")].map((grip) => [grip.style.left, grip.style.top]);
      const line = document.querySelector(".curves .q-line").getAttribute("d");
      return [document.querySelector(".picture .axis").textContent, grips.flat().map(parseFloat), line.length > 500];
    }"""
    watch.offline_expected = True
    page.route("**/js/page/page.js*", lambda route: route.abort())
    page.goto(f"{server.url}{LAB}?{urlencode(query)}", wait_until="domcontentloaded")
    axis, grips, drawn = page.evaluate(places)
    page.unroute("**/js/page/page.js*")
    Fit(page, server, **query)
    alive = page.evaluate(places)
    assert drawn
    assert alive[0] == axis
    narrow = query.get("sigma") == "0.05"  # then the edges are kept apart for fingers
    assert narrow or alive[1] == pytest.approx(grips, abs=0.002)


def test_nothing_jumps_when_it_comes_alive(page, server):
    """The layout does not shift when the script and Bokeh arrive, with panels open from the start."""
    page.add_init_script(
        "window.shift = 0; const add = (list) => { for (const entry of list.getEntries()) shift += entry.value; };"
        "new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });"
    )
    Fit(page, server, canvas=True, show="truth,shade,landscape,table")
    expect(page.locator(".panel.landscape")).to_have_attribute("data-drawn", "true")
    assert page.evaluate("shift") <= 0.02, json.dumps(page.evaluate("shift"))


def test_a_panel_that_is_opened_long_after_the_first_touch_is_drawn(page, server):
    """The landscape waits for its panel: there is no size to draw in before, however long the figure has been moved."""
    fit = Fit(page, server, canvas=True)
    page.wait_for_timeout(3000)  # longer than a canvas waits for its height
    page.get_by_role("button", name="Landscape").click()
    expect(page.locator(".panel.landscape")).to_have_attribute("data-drawn", "true")
    assert fit


def test_a_canvas_that_did_not_come_comes_with_the_next_touch(page, server, watch):
    """Where the line breaks at the first touch the page's own drawing stays, and the next touch tries again."""
    watch.offline_expected = True
    page.route("**/curves.canvas.json*", lambda route: route.abort())
    Fit(page, server)
    with page.expect_console_message(lambda said: "the page's own drawing stays" in said.text):
        touch(page)
    assert page.locator(".picture .plot[data-canvas=true]").count() == 0
    page.unroute("**/curves.canvas.json*")
    touch(page)
    expect(page.locator(".picture .plot")).to_have_attribute("data-canvas", "true")
