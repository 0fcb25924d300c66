import type { CaseView, Comparison } from '@miaopi/contracts';
import { useContext, useEffect, useRef } from 'react';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { MarkButton } from '../intake/mark-button.tsx';
import { useWorkTexts } from '../texts.ts';
import { ProofReader, READER_ID } from './proof-reader.tsx';
import { type AnswerRow, differs, type PlacedRow, ProofsContext, rowKey, rowsOf } from './proofs.ts';
import { useProofTexts } from './proofs-texts.ts';

interface Shown {
  readonly view: CaseView;
  /** No room for four columns, or for a pane beside: one thing under the other. */
  readonly stacked: boolean;
  /** The proof is read under its row instead of in a pane of its own. */
  readonly inline: boolean;
}

/** What was filed beside what registers say of the same and the files that prove it; what differs stands first. */
export function ComparedAnswers(props: Shown) {
  const { view, stacked } = props;
  const { file } = useWorkTexts();
  const t = useProofTexts();
  const say = useSay();
  const all = rowsOf(view);
  const conflicting = all.filter(({ row }) => differs(row));
  const compared = all.filter(({ row }) => row.compared);
  const same = compared.filter(({ row }) => String(row.compared?.match) === 'same').length;
  const sections = view.answers
    .map(({ section, rows }) => ({
      section,
      rows: rows.filter((row) => !differs(row)).map((row) => ({ section, row })),
    }))
    .filter(({ rows }) => rows.length > 0);
  const Rows = stacked ? StackedRows : TableRows;
  const open = useContext(ProofsContext)?.open?.fileId;
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) part.current?.querySelector('.compared__row--read')?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <section ref={part} className="work-part" aria-labelledby="answers-title">
      <div className="work-part__head">
        <h2 id="answers-title">{file.answers}</h2>
        <span className="quiet">
          {compared.length > 0 ? t.agreed(same, compared.length) : all.length > 0 ? t.nothingToCompare : ''}
        </span>
      </div>
      {conflicting.length > 0 && (
        <div className="compared compared--conflict">
          <h3>
            <Icon name="warn" />
            {t.conflicts(conflicting.length)}
          </h3>
          <p className="quiet">{t.conflictsText}</p>
          <Rows {...props} rows={conflicting} caption={t.conflicts(conflicting.length)} named />
        </div>
      )}
      {sections.map(({ section, rows }) => (
        <div key={section.zh} className="compared">
          <h3>{say(section)}</h3>
          <Rows {...props} rows={rows} caption={say(section)} />
        </div>
      ))}
    </section>
  );
}

interface RowsProps extends Shown {
  readonly rows: readonly PlacedRow[];
  readonly caption: string;
  /** Each row says in which section it stands. */
  readonly named?: boolean;
}

function TableRows({ rows, caption, named, view, inline }: RowsProps) {
  const { file } = useWorkTexts();
  const t = useProofTexts();
  return (
    <table className="compared__table" aria-label={caption}>
      <thead>
        <tr>
          <th scope="col">{file.label}</th>
          <th scope="col">{t.filled}</th>
          <th scope="col">{t.register}</th>
          <th scope="col">{t.proof}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((placed, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have the same label; a filed form never moves
          <TableRow key={n} placed={placed} named={named === true} view={view} inline={inline} />
        ))}
      </tbody>
    </table>
  );
}

function TableRow(props: { placed: PlacedRow; named: boolean; view: CaseView; inline: boolean }) {
  const { row } = props.placed;
  const proofs = useContext(ProofsContext);
  const here = props.inline && proofs?.open !== undefined && proofs.at === rowKey(props.placed);
  return (
    <>
      <tr className={rowClass(row, proofs?.open?.fileId)}>
        <th scope="row">
          <RowName placed={props.placed} named={props.named} />
        </th>
        <td>
          <Filled row={row} />
        </td>
        <td>
          <Registered row={row} />
        </td>
        <td>
          <ProofButtons placed={props.placed} />
        </td>
      </tr>
      {here && proofs && (
        <tr className="compared__inline">
          <td colSpan={4}>
            <ProofReader view={props.view} proofs={proofs} />
          </td>
        </tr>
      )}
    </>
  );
}

function StackedRows({ rows, named, view, inline }: RowsProps) {
  const t = useProofTexts();
  const proofs = useContext(ProofsContext);
  const { open } = proofs ?? {};
  return (
    <ul className="compared__list">
      {rows.map(({ section, row }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have the same label; a filed form never moves
        <li key={n} className={rowClass(row, open?.fileId)}>
          <h4>
            <RowName placed={{ section, row }} named={named === true} />
          </h4>
          <dl>
            <div>
              <dt>{t.filled}</dt>
              <dd>
                <Filled row={row} />
              </dd>
            </div>
            {row.compared && (
              <div>
                <dt>{t.register}</dt>
                <dd>
                  <Registered row={row} />
                </dd>
              </div>
            )}
            {row.proofs && (
              <div>
                <dt>{t.proof}</dt>
                <dd>
                  <ProofButtons placed={{ section, row }} />
                </dd>
              </div>
            )}
          </dl>
          {inline && proofs && open && proofs.at === rowKey({ section, row }) && (
            <ProofReader view={view} proofs={proofs} />
          )}
        </li>
      ))}
    </ul>
  );
}

function rowClass(row: AnswerRow, open: string | undefined): string | undefined {
  const classes = [
    differs(row) && 'compared__row--different',
    open !== undefined && row.proofs?.some((one) => one.fileId === open) && 'compared__row--read',
  ].filter(Boolean);
  return classes.length > 0 ? classes.join(' ') : undefined;
}

function RowName({ placed, named }: { placed: PlacedRow; named: boolean }) {
  const say = useSay();
  return (
    <>
      {say(placed.row.label)}
      {named && <span className="compared__section">{say(placed.section)}</span>}
    </>
  );
}

/** With where it came from, when nothing stands beside it that says so. */
function Filled({ row }: { row: AnswerRow }) {
  const { file } = useWorkTexts();
  const say = useSay();
  return (
    <span className="compared__filled">
      <span className="compared__value">{say(row.value) || <span className="quiet">{file.empty}</span>}</span>
      <span className="compared__source">{row.source ? say(row.source) : file.noSource}</span>
      <MarkButton field={row.correctable} label={row.label} material={row.fileId !== undefined} />
    </span>
  );
}

const MATCH: Record<string, readonly [IconName, string]> = {
  same: ['check-circle', 'met'],
  different: ['cross-circle', 'unmet'],
  none: ['minus', 'none'],
  unavailable: ['question', 'unknown'],
};

function Registered({ row: { compared } }: { row: AnswerRow }) {
  const t = useProofTexts();
  if (!compared)
    return (
      <span className="quiet">
        <span aria-hidden="true">—</span>
        <span className="visually-hidden">{t.notCompared}</span>
      </span>
    );
  const [icon, tone] = MATCH[String(compared.match)] ?? MATCH.none!;
  // where one of them agrees, what the others hold is another thing, not a contradiction
  const shown = String(compared.match) === 'same' ? compared.registers.filter((one) => one.same) : compared.registers;
  return (
    <>
      <span className={`mark mark--${tone}`}>
        <Icon name={icon} />
        {t.match[String(compared.match)]}
      </span>
      <ul className="compared__registers">
        {shown.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what registers said never moves
          <RegisterLine key={n} said={one} repeated={String(compared.match) === 'same'} />
        ))}
      </ul>
    </>
  );
}

function RegisterLine({ said, repeated }: { said: Comparison['registers'][number]; repeated: boolean }) {
  const t = useProofTexts();
  const say = useSay();
  const { lang } = useLang();
  const value = (said.value && say(said.value)) ?? (String(said.state) === 'unavailable' ? t.noAnswer : t.noRecord);
  return (
    <li>
      {!repeated && (
        <span className="compared__value">
          <span className="quiet">{say(said.label)} </span>
          {value}
        </span>
      )}
      <span className="compared__source">
        {say(said.office)} · <time dateTime={said.at}>{t.askedAt(formatInstant(said.at, lang))}</time>
      </span>
    </li>
  );
}

function ProofButtons({ placed }: { placed: PlacedRow }) {
  const { row } = placed;
  const t = useProofTexts();
  const proofs = useContext(ProofsContext);
  if (!row.proofs || !proofs) return null;
  return (
    <ul className="compared__proofs">
      {row.proofs.map((one) => {
        const open = proofs.open?.fileId === one.fileId;
        return (
          <li key={one.fileId}>
            <button
              type="button"
              className="link-button compared__proof"
              aria-expanded={open}
              aria-controls={open ? READER_ID : undefined}
              title={one.name}
              onClick={() => proofs.show(open ? undefined : one.fileId, rowKey(placed))}
            >
              <Icon name="file" />
              <span className="visually-hidden">{t.openProof('')}</span>
              <span className="compared__file">{one.name}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
