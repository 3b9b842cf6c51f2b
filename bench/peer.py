"""The same P and Q as a default Panel page: sliders and a figure of bars, the peer that the benchmarks compare with."""

BARS = """
import panel as pn
from bokeh.plotting import figure
pn.extension()
P, Q = [0.5, 0.5], [0.9, 0.1]
bars = figure(width=600, height=300, x_range=["P e", "Q e", "P t", "Q t"])
bars.vbar(x=["P e", "Q e", "P t", "Q t"], top=[P[0], Q[0], P[1], Q[1]], width=0.8)
sliders = [pn.widgets.FloatSlider(name=n, start=0, end=1, value=v) for n, v in zip(["P e", "Q e"], [P[0], Q[0]])]
number = pn.pane.Markdown("KL 0.737 bits")
pn.template.FastListTemplate(title="peer", main=[pn.Column(bars, *sliders, number)]).servable()
"""
