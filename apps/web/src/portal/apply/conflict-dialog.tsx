import type { Draft } from '@miaopi/contracts';
import { type Answers, type AnswerValue, answerText } from '@miaopi/forms';
import type { CompiledCore } from '@miaopi/items';
import { formatTime } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, ButtonLink, Dialog } from '../../ui/kit.tsx';
import { labelOf } from './field-path.ts';

/** Two windows, one draft: shows what differs and lets the person choose; filed there, it leads to the case. Nothing is thrown away unseen. */
export function ConflictDialog(props: {
  core: CompiledCore;
  here: Answers;
  there: Draft;
  onKeep: () => void;
  onTake: () => void;
}) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  const other = props.there.answers as Answers;
  const names = [...new Set([...Object.keys(props.here), ...Object.keys(other)])].filter(
    (name) => JSON.stringify(props.here[name] ?? null) !== JSON.stringify(other[name] ?? null),
  );
  const fields = new Map(
    props.core.form.definition.sections.flatMap((section) =>
      section.repeat ? [] : section.fields.map((field) => [field.name, field] as const),
    ),
  );
  const words = (name: string, value: AnswerValue | undefined) => {
    const field = fields.get(name);
    if (value === undefined || value === null) return '—';
    if (field) return answerText(field, value, lang);
    return Array.isArray(value) ? String(value.length) : '…';
  };
  const { caseId } = props.there;
  return (
    <Dialog title={caseId ? texts.apply.notYet : texts.apply.conflictTitle}>
      {caseId ? (
        <>
          <p>{texts.apply.filedElsewhere}</p>
          {names.length > 0 && <p>{texts.apply.filedWithout}</p>}
        </>
      ) : (
        <p>{texts.apply.conflictText(formatTime(props.there.savedAt))}</p>
      )}
      {names.length > 0 && (
        <table className="differences">
          <thead>
            <tr>
              <td />
              <th scope="col">{texts.apply.conflictHere}</th>
              <th scope="col">{caseId ? texts.apply.filedThere : texts.apply.conflictThere}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const label = labelOf(props.core, name);
              return (
                <tr key={name}>
                  <th scope="row">{label ? say(label) : name}</th>
                  <td>{words(name, props.here[name])}</td>
                  <td>{words(name, other[name])}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <div className="button-row">
        {caseId ? (
          <ButtonLink to={`/cases/${caseId}`} kind="primary">
            {texts.apply.seeCase}
          </ButtonLink>
        ) : (
          <>
            <Button kind="primary" onClick={props.onKeep}>
              {texts.apply.keepHere}
            </Button>
            <Button onClick={props.onTake}>{texts.apply.takeThere}</Button>
          </>
        )}
      </div>
    </Dialog>
  );
}
