import type { StoredFile } from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { UploadedFile } from '../../kernel/http/route.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { FileSignature, SealVerdict } from './domain/judge-seals.ts';

export interface FileBrief {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sm3: string;
  /** `original`: sealed, and the seals were right on arrival. Everything else is a copy (F146). */
  readonly standing: SealVerdict['standing'];
  readonly signatures: readonly FileSignature[];
}

export interface Materials {
  readonly module: ServerModule;
  /** In the filing transaction: binds own uploads to the case; they can't be deleted any more. Throws materials.file_missing for a file that is not the person's. */
  attach(
    ctx: CommandContext,
    input: {
      readonly personId: string;
      readonly fileIds: readonly string[];
      readonly caseId: string;
      readonly region?: string;
    },
  ): Promise<FileBrief[]>;
  /** What is stored of the person's own uploads among these; those that are gone or another's are left out. */
  briefsOf(personId: string, fileIds: readonly string[], db?: Reader): Promise<FileBrief[]>;
  /** An own upload with its bytes; undefined when it is not the person's. @throws materials.altered */
  readOwn(personId: string, fileId: string): Promise<{ readonly brief: FileBrief; readonly data: Buffer } | undefined>;
  /**
   * A file the platform made for a person (a signed original), among his materials from the caller's commit on; its seals are judged like those of an upload.
   * @throws materials.seal_wrong
   */
  keep(
    ctx: CommandContext,
    file: {
      readonly personId: string;
      readonly name: string;
      readonly mediaType: 'application/ofd' | 'application/pdf';
      readonly data: Uint8Array;
    },
  ): Promise<FileBrief>;
  /** An official's scan of what a person brought or sent, among that person's materials from now on; looked at like any upload, with the same errors. */
  receive(actor: Actor, personId: string, file: UploadedFile): Promise<StoredFile>;
  /** The files that belong to a case. */
  filesOf(caseId: string): Promise<FileBrief[]>;
  /** Bytes of a file bound to a case (e.g. the photo on a licence). */
  read(fileId: string): Promise<{ readonly brief: FileBrief; readonly data: Buffer } | undefined>;
}
