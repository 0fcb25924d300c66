import { sm3Hex } from '@miaopi/gm';
import { type CaseInput, type CompiledItem, drawPaperOf, type SignatureNeed, signaturesNeeded } from '@miaopi/items';
import { PaperError } from '@miaopi/layout';
import { locateText, OfdError, type OfdPackage, packOfd, prepareSealing, writeOfd } from '@miaopi/ofd';
import { locatePdfText, readPdfText } from '@miaopi/pdf';
import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { materialsErrors } from '../../materials/index.ts';
import type { SigningDeps } from '../deps.ts';
import { type Document, findPlace } from '../domain/find-place.ts';
import { dueTurns } from '../domain/session-life.ts';
import { signingErrors } from '../errors.ts';
import { readerOf } from '../reader.ts';
import type { PartyRow, SessionRow } from '../store/rows.ts';
import { insertParty, insertSession, insertVersion } from '../store/sessions.ts';
import { invitation, record, tellParty } from '../tell.ts';
import { judgeDocument, kindOf } from './document.ts';
import { readSignablePdf } from './pdf-bytes.ts';
import { documentLimits, readSignable } from './seal-bytes.ts';

const day = 86_400_000;

/**
 * F139, F140, F142: sends a material round: the item's designer says who signs it where, the answers say who that is. The document is made from the form, or an
 * upload of the initiator's. Every party with an account is told.
 */
export async function openSession(
  deps: SigningDeps,
  actor: PersonActor,
  given: {
    readonly requestId: string;
    readonly draftId: string;
    readonly field: string;
    readonly fileId: string | undefined;
  },
): Promise<string> {
  const { kernel, forms } = deps;
  const reader = await readerOf(deps, actor);
  const { item, input } = await forms.inputOf(given.draftId, actor);
  const need = signaturesNeeded(item, input).find((n) => n.field === given.field);
  if (!need || (!given.fileId && !need.paper)) throw signingErrors.nothing_to_sign();
  const made = given.fileId
    ? await uploaded(deps, actor, given.fileId)
    : generated(deps, item, need, input, kernel.clock.today());
  const id = newId();
  const now = kernel.clock.now();
  const parties = partiesOf(id, need, made);
  const trust = await deps.seals.trust();
  const key = `signing/${now.toISOString().slice(0, 10)}/${id}/0`;
  await kernel.files.put(key, made.data);
  return kernel.command('signing.open', { actor, requestId: given.requestId }, async (ctx) => {
    const session: SessionRow = {
      id,
      slug: item.package.slug,
      itemVersion: item.package.item.version,
      itemName: item.package.item.name,
      title: need.material.name,
      draftId: given.draftId,
      field: given.field,
      region: item.package.item.region,
      initiatorId: actor.personId,
      initiatorName: reader.name,
      principalKind: actor.principal.kind,
      principalId: actor.principal.id,
      sequence: need.signing.order,
      source: given.fileId ? 'uploaded' : 'generated',
      state: 'open',
      reason: null,
      version: 0,
      createdAt: ctx.now,
      deadline: new Date(ctx.now.getTime() + need.signing.days * day),
      endedAt: null,
      remindedAt: null,
      fileId: null,
    };
    if (!(await insertSession(ctx.tx, session))) throw signingErrors.open_already();
    for (const party of parties) await insertParty(ctx.tx, party);
    const sm3 = sm3Hex(made.data);
    await insertVersion(ctx.tx, {
      sessionId: id,
      n: 0,
      key,
      sm3,
      bytes: made.data.length,
      turn: null,
      at: ctx.now,
      verdict: judgeDocument(made.data, trust, ctx.now),
    });
    await record(ctx, id, {
      kind: 'opened',
      turn: null,
      data: { source: session.source, sm3, parties: parties.map((p) => ({ turn: p.turn, role: p.name })) },
    });
    const due = dueTurns(session, parties);
    const what = invitation(session);
    for (const party of parties)
      if (due.includes(party.turn) && party.number !== reader.number) await tellParty(deps, ctx, session, party, what);
    return id;
  });
}

interface Made {
  readonly data: Uint8Array;
  readonly document: Document;
}

function generated(deps: SigningDeps, item: CompiledItem, need: SignatureNeed, input: CaseInput, today: string): Made {
  try {
    const drawing = drawPaperOf(item, need.paper!, input, deps.paper());
    const ofd = writeOfd({
      drawing,
      info: { docId: newDocId(), title: need.material.name.zh, creationDate: today },
    });
    return {
      data: packOfd(ofd),
      document: {
        pages: drawing.pages.map(({ width, height, sealPlaces }) => ({
          width,
          height,
          ...(sealPlaces ? { places: sealPlaces } : {}),
        })),
        find: () => [],
      },
    };
  } catch (error) {
    if (error instanceof PaperError) throw signingErrors.not_drawable({ log: error.message, detail: error.text });
    throw error;
  }
}

/** 32 hexadecimal digits, as GB/T 33190 wants a document's id. */
function newDocId(): string {
  return sm3Hex(Buffer.from(newId())).slice(0, 32);
}

async function uploaded(deps: SigningDeps, actor: PersonActor, fileId: string): Promise<Made> {
  const file = await deps.materials.readOwn(actor.personId, fileId);
  if (!file) throw materialsErrors.file_missing();
  if (file.brief.mediaType === 'application/pdf') {
    const { pages } = await readSignablePdf(file.data);
    let text: ReturnType<typeof readPdfText> | undefined;
    const find = (keyword: string) => {
      text ??= readPdfText(file.data, { maxFile: documentLimits.maxFile });
      return locatePdfText(text, keyword);
    };
    return { data: file.data, document: { pages, find } };
  }
  if (file.brief.mediaType !== 'application/ofd') throw signingErrors.not_signable();
  const document = readSignable(file.data);
  mustTakeMore(document.package);
  return {
    data: file.data,
    document: { pages: document.package.pages, find: (keyword) => locateText(document, keyword) },
  };
}

/** Told now, not to the first who signs: a document whose seal protects its list of signatures takes no more. */
function mustTakeMore(ofd: OfdPackage): void {
  try {
    prepareSealing(ofd, {
      seal: new Uint8Array([0x30, 0]),
      time: new Date(),
      stamps: [],
      provider: { name: 'Miaopi' },
      mode: 'continue',
    });
  } catch (error) {
    if (error instanceof OfdError)
      throw signingErrors.not_signable({ log: error.message, detail: { zh: error.zh, en: error.message } });
    throw error;
  }
}

function partiesOf(sessionId: string, need: SignatureNeed, { data, document }: Made): PartyRow[] {
  const pdf = kindOf(data).ending === 'pdf';
  const numbers = new Set<string>();
  return need.parties.map(({ party, kind, holder, number }, i): PartyRow => {
    if (!kind || !holder || !number) throw signingErrors.parties_unknown({ log: party.name });
    if (numbers.has(number))
      throw signingErrors.parties_unknown({
        detail: {
          zh: '双方的证件号码相同，请核对。',
          en: 'Two parties have the same number; check them.',
        },
      });
    numbers.add(number);
    const place = findPlace(party.places, document);
    if (!place) throw signingErrors.no_place({ log: party.name });
    return {
      sessionId,
      turn: i + 1,
      name: party.name,
      label: party.label,
      kind,
      holder,
      number: number.toUpperCase(),
      // readers of PDF do not know the SM2 key of a business licence
      means: party.means.filter((m) =>
        kind === 'person' ? m === 'signature' : m === 'seal' || (m === 'business-licence' && !pdf),
      ),
      ...place,
      state: 'invited',
      openedAt: null,
      signedAt: null,
      signerId: null,
      signerName: null,
      byMeans: null,
      sealId: null,
      sealName: null,
      reason: null,
    };
  });
}
