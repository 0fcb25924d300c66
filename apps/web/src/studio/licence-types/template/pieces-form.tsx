import type { ReactNode } from 'react';
import { Button, Field } from '../../../ui/kit.tsx';
import { inLanguages, wordsOf } from './item-name.ts';
import { NumberField } from './number-field.tsx';
import type { Item } from './template-doc.ts';
import { useTemplateTexts } from './template-texts.ts';
import { TextField } from './text-field.tsx';

/** Most columns of a table and pieces of a rich text that are edited here. */
const most = 40;

/** What an element is made of: the list a table or repeat goes through, columns of a table, pieces of a rich text. */
export function PiecesForm(props: { item: Item; kind: string; disabled: boolean; set: (change: Item) => void }) {
  const { item, kind, disabled, set } = props;
  const t = useTemplateTexts();
  return (
    <>
      {(kind === 'table' || kind === 'repeat') && (
        <TextField label={t.rows} hint={t.rowsHint} value={String(item.rows ?? '')} disabled={disabled} max={400}>
          {(rows) => set({ rows })}
        </TextField>
      )}
      {kind === 'table' && <Columns {...props} />}
      {kind === 'richText' && <Runs {...props} />}
    </>
  );
}

interface PiecesOf {
  readonly item: Item;
  readonly disabled: boolean;
  readonly set: (change: Item) => void;
}

function Columns({ item, disabled, set }: PiecesOf) {
  const t = useTemplateTexts();
  return (
    <Pieces
      title={t.columns}
      name={t.column}
      add={{ title: t.words, width: 30, value: '序号' }}
      pieces={item.columns}
      disabled={disabled}
      onChange={(columns) => set({ columns })}
    >
      {(column, change) => (
        <>
          <TextField label={t.columnTitle} value={wordsOf(column.title)} disabled={disabled} max={60}>
            {(title) => change({ title: inLanguages(column.title, title) })}
          </TextField>
          <NumberField
            label={t.width}
            value={typeof column.width === 'number' ? column.width : undefined}
            disabled={disabled}
            onChange={(width) => change({ width })}
          />
          {column.text === undefined ? (
            <TextField label={t.bound} value={String(column.value ?? '')} disabled={disabled} max={400}>
              {(value) => change({ value })}
            </TextField>
          ) : (
            <TextField label={t.words} value={wordsOf(column.text)} disabled={disabled} max={400}>
              {(text) => change({ text: inLanguages(column.text, text) })}
            </TextField>
          )}
          <Field label={t.align}>
            {(control) => (
              <select
                {...control}
                className="input"
                value={String(column.align ?? '')}
                onChange={(event) => change({ align: event.target.value || undefined })}
              >
                {Object.entries(t.aligns).map(([align, name]) => (
                  <option key={align} value={align}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </>
      )}
    </Pieces>
  );
}

function Runs({ item, disabled, set }: PiecesOf) {
  const t = useTemplateTexts();
  return (
    <Pieces
      title={t.runs}
      name={t.run}
      add={{ text: t.words }}
      pieces={item.runs}
      disabled={disabled}
      onChange={(runs) => set({ runs })}
    >
      {(run, change) => (
        <>
          {run.value === undefined ? (
            <TextField label={t.words} value={wordsOf(run.text)} disabled={disabled} max={2000}>
              {(text) => change({ text: inLanguages(run.text, text) })}
            </TextField>
          ) : (
            <TextField label={t.bound} value={String(run.value)} disabled={disabled} max={400}>
              {(value) => change({ value })}
            </TextField>
          )}
          <TextField label={t.color} value={String(run.color ?? '')} disabled={disabled} max={7}>
            {(color) => change({ color: color || undefined })}
          </TextField>
          <Field label={t.script}>
            {(control) => (
              <select
                {...control}
                className="input"
                value={String(run.script ?? '')}
                onChange={(event) => change({ script: event.target.value || undefined })}
              >
                {Object.entries(t.scripts).map(([script, name]) => (
                  <option key={script} value={script}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="template-piece__marks">
            {(['bold', 'underline', 'strike'] as const).map((mark) => (
              <label key={mark} className="choice">
                <input
                  type="checkbox"
                  checked={run[mark] === true}
                  onChange={(event) => change({ [mark]: event.target.checked || undefined })}
                />
                <span>{t[mark]}</span>
              </label>
            ))}
          </div>
        </>
      )}
    </Pieces>
  );
}

/** One after another, each with its own form; none is the last that may go. */
function Pieces(props: {
  title: string;
  name: (n: number) => string;
  add: Item;
  pieces: unknown;
  disabled: boolean;
  onChange: (pieces: readonly Item[]) => void;
  children: (piece: Item, change: (part: Item) => void) => ReactNode;
}) {
  const t = useTemplateTexts();
  const pieces = Array.isArray(props.pieces) ? (props.pieces as readonly Item[]) : [];
  const change = (index: number, part: Item) =>
    props.onChange(
      pieces.map((piece, i) =>
        i === index
          ? Object.fromEntries(Object.entries({ ...piece, ...part }).filter(([, value]) => value !== undefined))
          : piece,
      ),
    );
  return (
    <fieldset className="template-part" disabled={props.disabled}>
      <legend>{props.title}</legend>
      <ol className="template-pieces">
        {pieces.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no name but its place
          <li key={index}>
            <div className="template-pieces__head">
              <span>{props.name(index + 1)}</span>
              <Button
                kind="text"
                icon="trash"
                disabled={props.disabled || pieces.length === 1}
                onClick={() => props.onChange(pieces.filter((_, i) => i !== index))}
              >
                {t.remove}
              </Button>
            </div>
            <div className="template-part__grid">{props.children(piece, (part) => change(index, part))}</div>
          </li>
        ))}
      </ol>
      <Button
        kind="text"
        disabled={props.disabled || pieces.length >= most}
        onClick={() => props.onChange([...pieces, props.add])}
      >
        ＋ {t.add}
      </Button>
    </fieldset>
  );
}
