import { type CaseView, getDocument } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';

/** Opens a paper of a case as PDF, in a tab of its own. */
export function PaperLink({ caseId, paper }: { caseId: string; paper: CaseView['documents'][number] }) {
  const say = useSay();
  return (
    <a
      href={api.url(getDocument, { params: { caseId, kind: paper.kind }, query: { format: 'pdf' as never } })}
      target="_blank"
      rel="noreferrer"
    >
      {say(paper.name)}
      <span className="visually-hidden"> PDF</span>
    </a>
  );
}
