"""Swapping hotkeys and coldkeys."""

from pallets.subtensor.errors.base import Error


class NewHotKeyIsSameWithOld(Error, index=22):
    """The old and the new hotkey are the same."""


class NewHotKeyNotCleanForRootSwap(Error, index=23):
    """The new hotkey has stake or dividends on the root network, which cannot be merged."""


class HotKeySetTxRateLimitExceeded(Error, index=35):
    """The coldkey swapped a hotkey too recently to swap again."""


class NotEnoughBalanceToPaySwapHotKey(Error, index=45):
    """The coldkey's free balance does not cover the cost of swapping a hotkey."""


class ColdKeyAlreadyAssociated(Error, index=58):
    """The new coldkey has stake of its own."""


class NotEnoughBalanceToPaySwapColdKey(Error, index=59):
    """The coldkey's free balance does not cover the cost of swapping the coldkey."""


class ColdkeySwapAnnouncementNotFound(Error, index=65):
    """The coldkey has announced no swap."""


class ColdkeySwapTooEarly(Error, index=66):
    """The announced swap has to wait for some more blocks."""


class ColdkeySwapReannouncedTooEarly(Error, index=67):
    """Another swap can be announced only some blocks after the first could be made."""


class AnnouncedColdkeyHashDoesNotMatch(Error, index=68):
    """This is not the new coldkey that was announced."""


class ColdkeySwapAlreadyDisputed(Error, index=69):
    """The coldkey's swap is disputed already."""


class NewColdKeyIsHotkey(Error, index=70):
    """The new coldkey is a hotkey."""


class HotKeySwapOnSubnetIntervalNotPassed(Error, index=95):
    """The coldkey swapped a hotkey on this subnet too recently to swap again."""


class ColdkeySwapAnnounced(Error, index=130):
    """The coldkey has announced that it will be swapped; it can do nothing else before."""


class ColdkeySwapDisputed(Error, index=131):
    """The coldkey's swap is disputed; it can do nothing before that is resolved."""


class ColdkeySwapClearTooEarly(Error, index=132):
    """An announcement can be withdrawn only some blocks after the swap could be made."""
