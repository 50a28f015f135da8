"""What is wrong with the file of a scenario, line by line."""

from deskapp.domain.practice.reading import Fault, ScenarioFault
from deskapp.language import SPOKEN, Words


def fault(one: Fault, words: Words = SPOKEN) -> str:
    """Which line, what is wrong, and what to do."""
    say = words.gettext
    told: dict[ScenarioFault, str] = {
        ScenarioFault.NO_TOML: say("this cannot be read: {what}"),
        ScenarioFault.TOO_LONG: say("the file is too long: at most {what} bytes"),
        ScenarioFault.TOO_MANY: say("there are more than {what}: leave some out"),
        ScenarioFault.MISSING: say("“{what}” is missing"),
        ScenarioFault.NOT_THIS_KIND: say("“{what}” is of another kind than it must be"),
        ScenarioFault.UNKNOWN: say("“{what}” is no part of a scenario: look how it is spelled"),
        ScenarioFault.NOT_KNOWN_VALUE: say("“{what}” is none of what may stand here"),
        ScenarioFault.TWICE: say("two lines are called “{what}”: give one another id"),
        ScenarioFault.NO_SUCH_LINE: say("there is no line “{what}”: write it, or lead to another"),
        ScenarioFault.NEVER_REACHED: say("no answer leads to “{what}”"),
        ScenarioFault.LOOP: say("this leads back to “{what}”: the talk would never end"),
        ScenarioFault.NOT_SAID: say("the caller does not say “{what}” in this line"),
        ScenarioFault.NO_GOOD_ANSWER: say("“{what}” has no answer worth 2: somebody must be able to say it well"),
        ScenarioFault.NOBODY_RIGHT: say("nobody who can be reached is the right one"),
        ScenarioFault.MODEL_FALLS_SHORT: say("the model does not say “{what}” in any of its forms"),
    }
    return say("Line {line}: {fault}").format(line=one.line, fault=told[one.fault].format(what=one.what))
