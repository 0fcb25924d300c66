import type { OfdTrust } from '@miaopi/ofd';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Text } from '../../kernel/text.ts';
import type { CertificateStatus } from './domain/judge-seals.ts';
import type { FileBrief, Materials } from './door.ts';
import { materialsErrors } from './errors.ts';
import { presentFile } from './present.ts';
import { materialsRoutes } from './routes.ts';
import { bindFiles, type FileRow, findFile, findFilesOf, findFilesOfCase, insertFile } from './store/files.ts';
import { readFile } from './use-cases/show-file.ts';
import { sweepFiles } from './use-cases/sweep-files.ts';
import { newRow, uploadFile, verdictOf } from './use-cases/upload-file.ts';

/** Plug points, filled in `wiring/`. */
export interface MaterialsPlugs {
  /** Whether this official's office handles one of these cases. */
  mayHandle(actor: Extract<Actor, { kind: 'staff' }>, caseIds: readonly string[]): Promise<boolean>;
  /** Names of the items of these cases, by case. */
  itemNames(caseIds: readonly string[]): Promise<ReadonlyMap<string, Text>>;
  /**
   * Whom to believe when an arriving file's seals are checked. With the file, the authorities of its certificates are asked what they say of them: outside of any
   * transaction only.
   */
  trust(arriving?: Uint8Array): Promise<ArrivalTrust>;
  /** What the state holds for whom the person acts: shown beside the uploads, read-only (F078). */
  heldByState?(actor: PersonActor): Promise<readonly StateHeld[]>;
}

export interface ArrivalTrust extends OfdTrust {
  readonly statuses?: readonly CertificateStatus[];
}

export interface StateHeld {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** ISO */
  readonly at: string;
}

export function createMaterials(kernel: Kernel, plugs: MaterialsPlugs): Materials {
  return {
    module: {
      name: 'materials',
      routes: materialsRoutes(kernel, plugs),
      schedule: { 'materials.sweep_files': '43 19 * * *' },
      jobs: { 'materials.sweep_files': () => sweepFiles(kernel) },
    },
    async attach(ctx, { personId, fileIds, caseId, region }) {
      const wanted = [...new Set(fileIds)];
      if (wanted.length === 0) return [];
      const bound = await bindFiles(ctx.tx, {
        personId,
        fileIds: wanted,
        caseId,
        region: region ?? null,
        now: ctx.now,
      });
      const briefs = new Map(bound.map((row) => [row.id, briefOf(row)]));
      const found = wanted.flatMap((id) => briefs.get(id) ?? []);
      if (found.length < wanted.length) throw materialsErrors.file_missing();
      return found;
    },
    async readOwn(personId, fileId) {
      const row = await findFile(kernel.read, fileId);
      return row?.personId === personId ? { brief: briefOf(row), data: await readFile(kernel, row) } : undefined;
    },
    receive: async (actor, personId, file) => presentFile(await uploadFile(kernel, plugs.trust, actor, personId, file)),
    filesOf: async (caseId) => (await findFilesOfCase(kernel.read, caseId)).map(briefOf),
    async keep(ctx, file) {
      const verdict = await verdictOf(file.mediaType, file.data, () => plugs.trust(), ctx.now);
      const row = newRow({ ...file, verdict, now: ctx.now });
      await kernel.files.put(row.key, file.data);
      await insertFile(ctx.tx, row);
      ctx.audit({
        action: 'materials.kept',
        subject: `file:${row.id}`,
        data: { sm3: row.sm3, standing: row.standing },
      });
      return briefOf(row);
    },
    async read(fileId) {
      const row = await findFile(kernel.read, fileId);
      return row && row.uses > 0 ? { brief: briefOf(row), data: await kernel.files.get(row.key) } : undefined;
    },
    briefsOf: async (personId, fileIds, db = kernel.read) => (await findFilesOf(db, personId, fileIds)).map(briefOf),
  };
}

function briefOf({ id, name, mediaType, bytes, sm3, standing, verdict }: FileRow): FileBrief {
  return { fileId: id, name, mediaType, bytes, sm3, standing, signatures: verdict?.signatures ?? [] };
}
