-- Print-outs lead back to their original by its digest.
create index file_original on materials.file (sm3) where standing = 'original' and deleted_at is null;
