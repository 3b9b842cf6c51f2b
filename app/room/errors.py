"""What a room refuses; each message is said to whoever asked."""


class RoomError(Exception):
    """Anything that a room refuses."""


class NoRoomError(RoomError):
    """There is no room with this code."""


class ClosedError(RoomError):
    """An answer that came after the close, or to another round."""


class NotHereError(RoomError):
    """Somebody who has not joined."""


class FullError(RoomError):
    """Nobody more is let in, or no more rooms are opened."""


class DriverError(RoomError):
    """Another page drives the room."""


class AnswerError(RoomError):
    """An answer that cannot be read; it costs nothing."""


class TooManyTriesError(RoomError):
    """Too many codes were tried, or too many joined at once."""
