import { useMe } from '../../app/api.ts';
import { CallLine } from '../../conversation/call/call-line.tsx';

/** An applicant can be called while he is in his own space or looks at a case. */
export function ApplicantLine() {
  const me = useMe();
  return me?.account === 'person' ? <CallLine key={me.number} /> : null;
}
