import { sql } from '../../../kernel/db/sql.ts';

/** A case's row as `CaseRow`, out of `cases.case c`. */
export const caseColumns = sql`c.id, c.number, c.exchange_number as "exchangeNumber", c.query_code as "queryCode", c.region, c.office, c.office_name as "officeName",
  c.slug, c.item_version as "itemVersion", c.item_name as "itemName", c.handling_code as "handlingCode", c.case_kind as "caseKind",
  c.applicant_kind as "applicantKind", c.applicant_id as "applicantId", c.applicant_name as "applicantName", c.applicant_number as "applicantNumber",
  c.contact_id as "contactId", c.contact_mobile as "contactMobile", c.agent_name as "agentName", c.agent_number as "agentNumber", c.channel,
  c.project_number as "projectNumber", c.state, c.automatic, c.outcome, c.submitted_at as "submittedAt", c.filing, c.received_at as "receivedAt", c.accepted_at as "acceptedAt",
  c.decided_at as "decidedAt", c.closed_at as "closedAt", c.due_on as "dueOn",
  c.licence_id as "licenceId", c.waiting, c.undone, c.reopened, c.migrated, c.unmet, c.unknown, c.actions`;
