"""What can go wrong with the database, by name."""


class DatabaseError(Exception):
    """The database cannot do what was asked."""


class DatabaseNotFound(DatabaseError):
    """There is no database in the directory, and none was to be created."""


class DatabaseInUse(DatabaseError):
    """Another process has the directory open."""


class ForeignDirectory(DatabaseError):
    """The directory holds something else; it is left as it is."""


class NewerFormat(DatabaseError):
    """The directory was written in a format this version does not know; it is left as it is."""


class WrongChain(DatabaseError):
    """The directory holds a chain with another genesis block; it is left as it is."""


class DatabaseCorrupted(DatabaseError):
    """The stored records contradict each other."""


class DatabaseUnreadable(DatabaseError):
    """The directory cannot be opened or read (permissions, a broken disk)."""


class DatabaseWriteFailed(DatabaseError):
    """A batch could not be written, as on a full disk. The last whole block stands.

    Nothing more is written until the database is opened anew: what follows a torn record in
    LevelDB's log may be lost at recovery.
    """


class StaleUpdate(DatabaseError):
    """A prepared update does not build on the head."""


class UnknownBlock(DatabaseError):
    """The chain has no such block."""
