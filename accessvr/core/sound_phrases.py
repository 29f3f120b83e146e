"""What can be said of the sound: keys of the phrasebook -> commands. Part of understand.py."""

from __future__ import annotations

from collections.abc import Callable

from accessvr.core import commands as c
from accessvr.core.commands import Command, Setting
from accessvr.core.hearing import Way

SOUND: dict[str, Command] = {
    "my_sound": c.MySound(),
    "test_hearing": c.HearTones(),
    "headphones": c.Hear(way=Way.HEADPHONES),
    "loudspeakers": c.Hear(way=Way.LOUDSPEAKERS),
    "mono_sound": c.Hear(way=Way.MONO),
    "bone_conduction": c.Hear(way=Way.BONE),
    "left_ear": c.Hear(ear="left"),
    "right_ear": c.Hear(ear="right"),
    "both_ears": c.Hear(ear=""),
    "clearer_on": c.Adjust(Setting.CLEARER, 1),
    "clearer_off": c.Adjust(Setting.CLEARER, -1),
    "wider_on": c.Adjust(Setting.WIDER, 1),
    "wider_off": c.Adjust(Setting.WIDER, -1),
    "louder_left": c.Adjust(Setting.BALANCE, -1),
    "louder_right": c.Adjust(Setting.BALANCE, 1),
    "even_balance": c.Adjust(Setting.BALANCE, 0),
    "room_on": c.Adjust(Setting.ROOM, 1),
    "room_off": c.Adjust(Setting.ROOM, -1),
    "another_head": c.Adjust(Setting.HEAD, 1),
    "previous_head": c.Adjust(Setting.HEAD, -1),
    "forget_hearing": c.EnterLoss(),
    "placing_on": c.PlaceAside("", aside=True),
    "placing_off": c.PlaceAside("", aside=False),
    "nearing_on": c.Adjust(Setting.NEARING, 1),
    "nearing_off": c.Adjust(Setting.NEARING, -1),
    "sped_up_on": c.Adjust(Setting.SPED_UP, 1),
    "sped_up_off": c.Adjust(Setting.SPED_UP, -1),
}
WITH_PLACED: dict[str, bool] = {"placed_aside": True, "placed_ahead": False}
WITH_LOSS: dict[str, str] = {"loss_left": "left", "loss_right": "right", "loss": ""}
FINDING: dict[str, Callable[[str], Command]] = {
    "guide": lambda words: c.FindPlace(words, beacon=True),
    "where_is": c.FindPlace,
}
OFFERED_SOUND = ("my_sound", "test_hearing")  # these two lead to all others, also by three buttons
