import { type LicenceTypeBody, type LicenceTypeDetail, saveLicenceType } from '@miaopi/contracts';
import { type FormEvent, useMemo, useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { PaperPreview } from './paper-preview.tsx';
import { RowForm } from './row-form.tsx';
import { TemplateEditor } from './template/template-editor.tsx';
import { useTemplateTexts } from './template/template-texts.ts';
import { useHistory } from './template/use-history.ts';
import { useT } from './texts.ts';
import { usePreview } from './use-preview.ts';

/** The row as a form, the paper it makes beside it; saved as the type's one draft. */
export function TypeEditor({
  detail,
  onSaved,
}: {
  detail: LicenceTypeDetail;
  onSaved: (next: LicenceTypeDetail) => void;
}) {
  const t = useT();
  const say = useSay();
  const template = useTemplateTexts();
  const start = detail.draft?.body ?? detail.body;
  const history = useHistory<LicenceTypeBody>(start);
  const { value: body, set: setBody } = history;
  const [view, setView] = useState<'row' | 'paper'>('row');
  const [note, setNote] = useState(detail.draft?.note ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  // a line just begun names no item yet
  const row = useMemo(() => ({ ...body, relatedItems: body.relatedItems.filter(Boolean) }), [body]);
  const { behind, ...preview } = usePreview(detail.typeCode, row);
  const errorOf = (path: string) => {
    const found = preview.data?.findings.find((f) => f.path === path);
    return found && say(found.text);
  };
  const faults = (preview.data?.findings ?? []).flatMap((f) =>
    f.path === 'paper' || f.path.startsWith('paper.')
      ? [{ path: f.path.slice('paper.'.length), text: say(f.text) }]
      : [],
  );
  const changed = body !== start;

  async function save(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      onSaved(
        await api.call(saveLicenceType, {
          params: { typeCode: detail.typeCode },
          body: { requestId: newRequestId(), note: note.trim(), body: row },
        }),
      );
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className={view === 'paper' ? 'type-editor type-editor--paper' : 'type-editor'}
      onSubmit={(event) => void save(event)}
    >
      <div className="stack">
        {!detail.edit.allowed && (
          <Notice tone="unknown" icon="lock" title={t('readOnly')}>
            <p>{detail.edit.reason && say(detail.edit.reason)}</p>
          </Notice>
        )}
        <div className="type-editor__views">
          {(['row', 'paper'] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={`button ${view === one ? 'button--primary' : 'button--plain'}`}
              aria-pressed={view === one}
              onClick={() => setView(one)}
            >
              {one === 'row' ? template.rowView : template.paperView}
              {one === 'paper' && faults.length > 0 && <span className="count">{faults.length}</span>}
            </button>
          ))}
        </div>
        {view === 'row' ? (
          <RowForm body={body} disabled={!detail.edit.allowed || busy} errorOf={errorOf} onChange={setBody} />
        ) : (
          <TemplateEditor
            paper={body.paper}
            names={body.fields.map((field) => field.name)}
            svg={preview.data?.svg}
            faults={faults}
            disabled={!detail.edit.allowed || busy}
            history={history}
            onChange={(paper, what) => setBody({ ...body, paper }, what)}
          />
        )}
        {detail.edit.allowed && (
          <div className="type-editor__save card">
            <Field label={t('note')} hint={t('noteHint')}>
              {(c) => (
                <input
                  {...c}
                  className="input"
                  required
                  minLength={2}
                  maxLength={200}
                  value={note}
                  onChange={(e) => setNote(e.target.value)}
                />
              )}
            </Field>
            {error !== undefined && <Failure error={error} />}
            <div className="button-row">
              <Button type="submit" kind="primary" busy={busy} disabled={!changed}>
                {t('save')}
              </Button>
              <Button disabled={busy || !changed} onClick={() => setBody(start)}>
                {t('reset')}
              </Button>
            </div>
          </div>
        )}
      </div>
      {view === 'row' && <PaperPreview query={preview} behind={behind} />}
    </form>
  );
}
