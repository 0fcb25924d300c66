import { assignTask, REASONS } from '@miaopi/contracts';
import { useState } from 'react';
import { api, useMe } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { ColleagueField } from './colleague-field.tsx';
import { REVIEW } from './review-texts.ts';

/** A task to a colleague: the head any of the office, an official what is his. */
export function AssignDialog(props: CaseDialog) {
  const { view } = props;
  const { lang } = useLang();
  const say = useSay();
  const words = REVIEW[lang];
  const me = useMe();
  const head = me?.staff?.roles.includes('head') ?? false;
  const tasks = view.tasks.filter((t) => String(t.state) === 'open' && (t.mine || head));
  const [task, setTask] = useState((tasks.find((t) => t.mine) ?? tasks[0])?.id ?? '');
  const [to, setTo] = useState('');
  const [reason, setReason] = useKept(view.id, 'assign.reason', '');
  const said = { task, to, reason: reason.trim() };
  const has = tasks.find((t) => t.id === task)?.assignee;
  return (
    <ActDialog
      {...props}
      name="assign"
      title={words.assignTitle}
      label={words.assign}
      icon="check"
      wants={[!task && words.noTask]}
      send={(requestId) => api.call(assignTask, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p className="quiet">{words.assignText}</p>
      {tasks.length > 1 && (
        <Field label={words.task}>
          {(c) => (
            <select {...c} className="input" value={task} onChange={(event) => setTask(event.target.value)}>
              {tasks.map((t) => (
                <option key={t.id} value={t.id}>
                  {`${say(t.name)} · ${t.assignee ?? words.inPool}`}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <ColleagueField value={to} onChange={setTo} except={has} />
      <ReasonField
        label={words.reason}
        hint={words.reasonHint}
        least={REASONS.assign.least}
        longest={REASONS.assign.most}
        value={reason}
        onChange={setReason}
      />
    </ActDialog>
  );
}
