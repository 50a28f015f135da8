"""Charts for screen and paper: frozen figures in, one drawing out.

    chart = PeriodChart(Unit.SHARE, bars=(Bar("Sep", 0.27, When.BEFORE), Bar("Oct", 0.18, When.PRESENT)), rows=(...))
    svg(chart, words, width, inks=Inks(...))            # drawing.py: for a screen, in the colours of its palette
    flow.sketch(sketch(chart, words, flow.width))       # for a paper: its words go the way of all words there

Bars are told apart by form before colour: filled, hatched, light, and a dashed outline of what is too little to say.
"""
