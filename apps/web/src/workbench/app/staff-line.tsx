import { useMe } from '../../app/api.ts';
import { CallLine } from '../../conversation/call/call-line.tsx';

/** Officials who speak for their office; the same as `speaks` in the server's conversations/policy.ts. */
const SPEAKING = ['approver', 'acceptor', 'head'];

/** Whoever handles cases can be called on every page of the workbench. */
export function StaffLine() {
  const me = useMe();
  return me?.staff?.roles.some((role) => SPEAKING.includes(role)) ? <CallLine key={me.staff.number} /> : null;
}
