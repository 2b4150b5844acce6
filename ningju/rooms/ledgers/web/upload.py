"""Take a table that was uploaded: read it whole, and keep it only if nothing forbidden is in it."""

from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile

from ningju.ground.sheets import BY_WEB, open_sheet
from ningju.rooms.ledgers import kept_files, services
from ningju.rooms.ledgers.declared import LEDGERS
from ningju.rooms.ledgers.mapping import mapping_of, propose
from ningju.rooms.ledgers.models import ImportBatch
from ningju.rooms.ledgers.watching import check_cells, check_names
from ningju.rooms.organisations.access import Actor


def take_table(upload: "UploadedFile[bytes]", *, kind: str, by: Actor) -> ImportBatch:
    """Return the batch of a table that may be brought in; the file of any other is gone at once.

    Raises:
        SheetUnreadable: it is no table.
        LedgerForbidden: it holds what is never stored.
    """
    name = (upload.name or "").replace("\\", "/").rpartition("/")[2]
    received = kept_files.receive(upload)
    try:
        sheet = open_sheet(received, BY_WEB)
        check_names(sheet.header, name)
        check_cells(sheet)
        public_id = uuid4()
        batch = services.start_batch(
            kind=kind,
            file_name=name,
            file_format=sheet.format,
            file_digest=sheet.digest,
            header=[header for header in sheet.header if header],
            mapping=mapping_of(propose(sheet.header, LEDGERS[kind])),
            by=by,
            public_id=public_id,
        )
        kept_files.keep(received, public_id)
        return batch
    finally:
        received.unlink(missing_ok=True)
