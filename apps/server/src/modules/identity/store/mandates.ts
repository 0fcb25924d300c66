import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { MandateFacts } from '../domain/mandate.ts';

export interface MandateRow extends MandateFacts {
  readonly id: string;
  readonly firmId: string;
  readonly agentId: string;
  readonly level: number;
}

const columns = sql`m.id, m.firm_id as "firmId", m.agent_id as "agentId", m.level, m.items, m.valid_from as "validFrom", m.valid_to as "validTo", m.revoked_on as "revokedOn"`;

/** The mandate and those above it, the agent's own first. */
export function findMandateChain(db: Reader, id: string): Promise<MandateRow[]> {
  return db.rows(sql`with recursive chain as (
      select m.*, 0 as depth from identity.mandate m where m.id = ${id}
      union all select up.*, c.depth + 1 from identity.mandate up join chain c on up.id = c.above where c.depth < 4)
    select ${columns} from chain m order by depth`);
}

export function listMandatesOfAgent(db: Reader, personId: string): Promise<MandateRow[]> {
  return db.rows(
    sql`select ${columns} from identity.mandate m where m.agent_id = ${personId} order by m.valid_to desc limit 200`,
  );
}

export async function insertMandate(
  tx: Tx,
  m: {
    id: string;
    firmId: string;
    agentId: string;
    givenBy: string;
    above: string | null;
    level: number;
    items: readonly string[];
    validFrom: string;
    validTo: string;
    revokedOn: string | null;
  },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into identity.mandate (id, firm_id, agent_id, given_by, above, level, items, valid_from, valid_to, revoked_on)
      values (${m.id}, ${m.firmId}, ${m.agentId}, ${m.givenBy}, ${m.above}, ${m.level}, ${m.items}, ${m.validFrom}, ${m.validTo}, ${m.revokedOn})
      on conflict do nothing`)) === 1
  );
}
