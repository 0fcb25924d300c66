import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { type MeValue, useMe } from '../../app/api.ts';
import { AFTER } from '../../portal/cases/after-texts.ts';
import { REVIEW_WORDS } from '../../portal/cases/review-texts.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Empty, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { CorrectDecisionDialog } from '../after/correct-decision-dialog.tsx';
import { ReopenDialog } from '../after/reopen-dialog.tsx';
import { RevokeDialog } from '../after/revoke-dialog.tsx';
import { ConfirmChangeDialog, DropChangeDialog } from '../after/second-person-dialogs.tsx';
import { EndProcedureDialog } from '../clock/end-procedure-dialog.tsx';
import { ExtendDialog } from '../clock/extend-dialog.tsx';
import { StartProcedureDialog } from '../clock/start-procedure-dialog.tsx';
import { DecidePanel } from '../decide/decide-panel.tsx';
import { ResubmitDialog } from '../decide/resubmit-dialog.tsx';
import { useDecision } from '../decide/use-decision.ts';
import { ACTION_KEYS, type ActionName, Actions, abilityOf } from '../facts/actions.tsx';
import { Aftermath, Facts } from '../facts/facts-pane.tsx';
import { BackToList, CaseFile } from '../file/case-file.tsx';
import { CaseSkeleton } from '../file/case-skeleton.tsx';
import { AbandonDialog, AcceptDialog, RejectDialog } from '../intake/acceptance-dialogs.tsx';
import { CorrectionPanel } from '../intake/correction-panel.tsx';
import { MarksContext, useMarks } from '../intake/marks.ts';
import { RecordDialog } from '../intake/record-dialog.tsx';
import { ListTools } from '../list/list-tools.tsx';
import { SCOPES, useWork } from '../list/use-work.ts';
import { WorkList } from '../list/work-list.tsx';
import { PreCheckDialog, SeeOriginalsDialog, SettleOriginalsDialog } from '../originals/original-dialogs.tsx';
import { LibraryContext, usePhraseLibrary } from '../phrases/library.ts';
import { ChangesContext, useChangesByOthers } from '../presence/use-changes-by-others.ts';
import { ProofReader, READER_ID } from '../proofs/proof-reader.tsx';
import { ProofsContext, useProofs } from '../proofs/proofs.ts';
import { AskDialog } from '../review/ask-dialog.tsx';
import { AssignDialog } from '../review/assign-dialog.tsx';
import { AnswerDialog, OpineDialog } from '../review/opinion-dialog.tsx';
import { OutsideDialog } from '../review/outside-dialog.tsx';
import { ForwardDialog, SendBackDialog, TakeBackDialog } from '../review/reason-dialogs.tsx';
import { REVIEW } from '../review/review-texts.ts';
import { useWorkTexts } from '../texts.ts';
import { MigrateDialog } from '../version/migrate-dialog.tsx';
import { VERSION } from '../version/version-texts.ts';
import { HelpDialog } from './help-dialog.tsx';
import { useLayout } from './narrow.ts';
import { useShortcuts, useSingleKeys } from './shortcuts.ts';
import { isMoving, useCase } from './use-case.ts';
import { useMoves } from './use-moves.ts';
import { useWorkStream } from './work-stream.ts';

/** Acts that are asked for in a dialog. */
const DIALOGS = {
  resubmit: ResubmitDialog,
  pause: StartProcedureDialog,
  goOn: EndProcedureDialog,
  extend: ExtendDialog,
  opine: OpineDialog,
  answer: AnswerDialog,
  sendBack: SendBackDialog,
  takeBack: TakeBackDialog,
  forward: ForwardDialog,
  assign: AssignDialog,
  ask: AskDialog,
  outside: OutsideDialog,
  accept: AcceptDialog,
  reject: RejectDialog,
  abandon: AbandonDialog,
  onSpot: RecordDialog,
  record: RecordDialog,
  correctDecision: CorrectDecisionDialog,
  revoke: RevokeDialog,
  reopen: ReopenDialog,
  confirmChange: ConfirmChangeDialog,
  dropChange: DropChangeDialog,
  preCheck: PreCheckDialog,
  see: SeeOriginalsDialog,
  settle: SettleOriginalsDialog,
  migrate: MigrateDialog,
};

const isAsked = (action: ActionName): action is keyof typeof DIALOGS => action in DIALOGS;

/** The workbench: list, file, facts. What is open, whose list and which filter live in the address. */
export function WorkPage() {
  const { caseId } = useParams();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const texts = useTexts();
  const work = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const me: MeValue | null | undefined = useMe();
  // the line is opened anew with the case once it is known that he may see it
  const [openId, setOpenId] = useState<string>();
  const { live, now } = useWorkStream(openId);
  const list = useWork(live);
  const row = list.rows.find((one) => one.id === caseId);
  const read = useCase(caseId, row, now);
  const view = read.data;
  useEffect(() => setOpenId(view?.id), [view?.id]);
  const changes = useChangesByOthers(view?.id, now);
  const library = usePhraseLibrary(view, me);
  const { move, doing, trouble } = useMoves(view, texts.errors.offline);
  const decision = useDecision(view);
  const [decidedId, setDecidedId] = useState<string>();
  const [asked, setAsked] = useState<{ caseId: string; action: keyof typeof DIALOGS }>();
  const [help, setHelp] = useState(false);
  const [singleKeys, setSingleKeys] = useSingleKeys();
  const [said, setSaid] = useState('');
  const search = useRef<HTMLInputElement>(null);
  // Where there is no room for a third pane, the facts follow the file.
  const layout = useLayout();
  const compact = layout !== 'wide';
  const after = view !== undefined && (decidedId === view.id || isMoving(view));
  const writing = after ? undefined : decision.outcome;

  const Asked = view && asked?.caseId === view.id ? DIALOGS[asked.action] : undefined;

  const received = String(view?.state) === 'intake';
  const closed = String(view?.state) === 'closed';
  const correcting = String(view?.state) === 'correction';
  const showing = String(view?.state) === 'originals';
  const marks = useMarks(view);
  const proofs = useProofs(view);
  // what is written stands in the third pane; the proof is then read in the file
  const inline = layout === 'narrow' || Boolean(after || writing || marks.on);
  const reading = proofs.open !== undefined && !inline;

  const query = params.toString();
  const goTo = (id: string | undefined) => navigate(`/work${id ? `/${id}` : ''}${query ? `?${query}` : ''}`);
  const at = list.rows.findIndex((one) => one.id === caseId);
  /** The neighbour in the list; a case that has left the list is followed by the first. */
  const neighbour = (step: 1 | -1): string | undefined => {
    if (at < 0) return step === 1 ? list.rows[0]?.id : undefined;
    return list.rows[at + step]?.id;
  };
  const next = neighbour(1);

  useEffect(() => {
    if (!caseId) document.title = `${work.list.title} · ${work.title} · ${texts.brand}`;
    setSaid('');
  }, [caseId, work, texts]);

  const wanted = params.get('act');
  const moves = view?.abilities.migrate?.allowed ? view.id : undefined;
  useEffect(() => {
    // led here to do just that; the address forgets it, so that the next case opens as any other
    if (wanted !== 'migrate' || !moves) return;
    setAsked({ caseId: moves, action: 'migrate' });
    setParams(
      (known) => {
        known.delete('act');
        return known;
      },
      { replace: true },
    );
  }, [wanted, moves, setParams]);

  async function act(action: ActionName): Promise<void> {
    if (!view) return;
    const { allowed, reason } = abilityOf(view, action);
    if (!allowed) return setSaid(work.facts.notAllowed(reason ? say(reason) : ''));
    setSaid('');
    if (action === 'grant' || action === 'refuse') return decision.open(action);
    if (action === 'toCorrect') return marks.start();
    if (isAsked(action)) return setAsked({ caseId: view.id, action });
    const kind = action === 'take' ? 'claim' : action === 'urge' ? 'urge' : 'release';
    if (await move(kind)) setSaid(kind === 'urge' ? REVIEW_WORDS[lang].urged : work.facts.done[kind]);
  }

  function doneOf(action: keyof typeof DIALOGS): string {
    return (
      (work.facts.done as Readonly<Record<string, string>>)[action] ??
      REVIEW[lang].done[action] ??
      AFTER[lang].done[action] ??
      (action === 'migrate' ? VERSION[lang].done : '')
    );
  }

  /** Keys of acts that are open to him now; the rest of the letters do nothing. */
  const reviewKeys = Object.fromEntries(
    (['opine', 'answer', 'sendBack', 'takeBack', 'forward', 'assign', 'ask', 'outside', 'urge'] as const).map(
      (action) => [ACTION_KEYS[action], view && abilityOf(view, action).allowed ? () => void act(action) : undefined],
    ),
  );

  useShortcuts(
    {
      ...reviewKeys,
      j: next ? () => goTo(next) : undefined,
      k: neighbour(-1) ? () => goTo(neighbour(-1)) : undefined,
      t: () => void act('take'),
      g: () => void act('grant'),
      r: () => void act('refuse'),
      b: () => void act('release'),
      s:
        view && String(view.state) === 'returned'
          ? () => void act('resubmit')
          : view?.abilities.settleOriginals
            ? () => void act('settle')
            : undefined,
      p: () => void act('pause'),
      e: view && String(view.state) === 'procedure' ? () => void act('goOn') : undefined,
      x: () => void act('extend'),
      0: view?.abilities.migrate ? () => void act('migrate') : undefined,
      y: received ? () => void act('accept') : closed ? () => void act('confirmChange') : undefined,
      c: received
        ? () => void act('toCorrect')
        : correcting
          ? () => void act('record')
          : closed
            ? () => void act('correctDecision')
            : undefined,
      i: received ? () => void act('onSpot') : undefined,
      z: received ? () => void act('reject') : closed ? () => void act('revoke') : undefined,
      d: correcting || showing ? () => void act('abandon') : closed ? () => void act('dropChange') : undefined,
      ...(closed ? { n: () => void act('reopen') } : {}),
      m: received ? () => void act('preCheck') : undefined,
      f: received || showing ? () => void act('see') : undefined,
      l: () => void list.query.refetch(),
      '.': proofs.open
        ? () => document.getElementById(READER_ID)?.focus()
        : proofs.all.length > 0
          ? () => proofs.step(1)
          : undefined,
      '[': proofs.all.length > 0 ? () => proofs.step(-1) : undefined,
      ']': proofs.all.length > 0 ? () => proofs.step(1) : undefined,
      '/': () => search.current?.focus(),
      '?': () => setHelp(true),
      ...Object.fromEntries(SCOPES.map((scope, n) => [n + 1, () => list.change({ scope })])),
      Escape: proofs.open
        ? () => proofs.show(undefined)
        : marks.on
          ? marks.stop
          : writing
            ? () => decision.open(undefined)
            : caseId
              ? () => goTo(undefined)
              : undefined,
    },
    singleKeys,
  );

  // one pane at a time: what may be done stands between the head of the case and its file
  const acts = view && caseId && (
    <section className="pane pane--facts" aria-label={work.facts.title}>
      <div className="pane__actions no-print">
        <h2 className="visually-hidden">{work.facts.actions}</h2>
        {!after && !reading && (
          <Actions
            view={view}
            act={(action) => void act(action)}
            active={marks.on ? 'toCorrect' : writing}
            doing={doing === 'claim' ? 'take' : doing}
          />
        )}
        <p role="status" className="said">
          {said && (
            <>
              <Icon name="info" />
              {said}
            </>
          )}
        </p>
        {trouble && (
          <Notice tone="danger" title={trouble.title} live="alert">
            {trouble.detail && <p>{trouble.detail}</p>}
          </Notice>
        )}
      </div>
      {(after || writing || marks.on || reading || !compact) && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <div className="pane__scroll" tabIndex={0}>
          {after && <Aftermath view={view} next={next && next !== caseId ? () => goTo(next) : undefined} />}
          {reading ? (
            <ProofReader view={view} proofs={proofs} />
          ) : marks.on ? (
            <CorrectionPanel view={view} marks={marks} onDone={() => setSaid(work.facts.done.toCorrect)} />
          ) : writing ? (
            <DecidePanel
              key={view.id}
              view={view}
              outcome={writing}
              staffNumber={me?.staff?.number ?? ''}
              decision={decision}
              close={() => decision.open(undefined)}
              decided={(made) => {
                setDecidedId(view.id);
                decision.open(undefined);
                setSaid(work.facts.done[made]);
              }}
            />
          ) : (
            !compact && <Facts view={view} />
          )}
        </div>
      )}
    </section>
  );
  return (
    <LibraryContext.Provider value={library}>
      <ChangesContext.Provider value={changes}>
        <main
          id="main"
          tabIndex={-1}
          data-layout={layout}
          className={`work${caseId ? ' work--open' : ''}${writing || marks.on ? ' work--deciding' : reading ? ' work--reading' : ''}`}
          aria-label={work.title}
        >
          <WorkList work={list} openId={caseId} searchRef={search} tools={<ListTools help={() => setHelp(true)} />} />
          <section
            className="pane pane--file"
            aria-label={view ? `${view.applicant} ${say(view.itemName)}` : work.file.none}
          >
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <div className="pane__scroll" tabIndex={0}>
              {!caseId ? (
                <Empty icon="inbox" title={work.file.none} text={work.file.noneText} />
              ) : view ? (
                <>
                  <MarksContext.Provider value={marks}>
                    <ProofsContext.Provider value={proofs}>
                      <CaseFile
                        view={view}
                        folded={layout === 'narrow' || reading || (compact && Boolean(writing || marks.on))}
                        stacked={layout === 'narrow' || (compact && Boolean(reading || writing || marks.on))}
                        inline={inline}
                        acts={layout === 'narrow' ? acts : undefined}
                      />
                    </ProofsContext.Provider>
                  </MarksContext.Provider>
                  {compact && <Facts view={view} />}
                </>
              ) : read.error ? (
                <>
                  <BackToList />
                  <h1 className="visually-hidden">{work.list.title}</h1>
                  <Failure error={read.error} retry={() => read.refetch()} />
                </>
              ) : (
                <CaseSkeleton />
              )}
            </div>
          </section>
          {layout !== 'narrow' && acts}
          {view && Asked && asked && (
            <Asked
              view={view}
              onClose={() => setAsked(undefined)}
              onSpot={asked.action === 'onSpot'}
              onDone={() => {
                setAsked(undefined);
                setSaid(doneOf(asked.action));
              }}
            />
          )}
          {help && <HelpDialog on={singleKeys} setOn={setSingleKeys} onClose={() => setHelp(false)} />}
        </main>
      </ChangesContext.Provider>
    </LibraryContext.Provider>
  );
}
