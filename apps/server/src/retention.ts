import type { RetentionRule } from './kernel/retention.ts';

/**
 * How long rows live that serve a moment: one list over all modules, data and nothing else. The worker deletes what is older, hour by hour. A table with a time of
 * expiry stands here or in {@link kept}; tests/architecture/retention.test.ts holds both lists to the schema.
 */
export const retention: readonly RetentionRule[] = [
  { table: 'identity.session', since: 'expires_at', keepHours: 0 },
  { table: 'identity.scan', since: 'expires_at', keepHours: 0 },
  { table: 'identity.certificate_challenge', since: 'expires_at', keepHours: 0 },
  { table: 'identity.one_time_code', since: 'expires_at', keepHours: 1 },
  { table: 'identity.mobile_code', since: 'expires_at', keepHours: 1 },
  // a page that is open says so every quarter of a minute
  { table: 'cases.presence', since: 'seen_at', keepHours: 1 },
  // the days are told to people with the draft
  { table: 'forms.draft', since: 'saved_at', keepHours: 90 * 24 },
  { table: 'licences.share_link', since: 'expires_at', keepHours: 1 },
  // that a material was fetched stands in the audit
  { table: 'exchange.file_link', since: 'expires_at', keepHours: 1 },
  // a question of that age is refused by its time stamp anyway
  { table: 'licences.share_nonce', since: 'at', keepHours: 1 },
  // one that somebody scanned is what the holder reads of it
  {
    table: 'licences.showing',
    since: 'ends_at',
    keepHours: 24,
    where: 'not exists (select from licences.showing_check c where c.showing_id = t.id)',
  },
  // a message of that age is refused by its time anyway
  { table: 'filing.message', since: 'at', keepHours: 1 },
  // that it was issued and redeemed stands in the audit log
  { table: 'cases.vertical_ticket', since: 'expires_at', keepHours: 24 },
  { table: 'cases.vertical_pass', since: 'expires_at', keepHours: 24 },
  // that it was printed stands in licences.print
  { table: 'licences.print_code', since: 'expires_at', keepHours: 24 },
  // opened with a password and never used: nothing was sealed
  {
    table: 'seals.opening',
    since: 'expires_at',
    keepHours: 30 * 24,
    where: `t.used_at is null and not exists (select from seals.use_request r where r.opening_id = t.id)
      and not exists (select from seals.ledger l where l.opening_id = t.id)`,
  },
  // what came of it stands in seals.use_request
  { table: 'seals.key_sealing', since: 'expires_at', keepHours: 30 * 24 },
  // a signature that came of it stands in signing.party and signing.event
  { table: 'signing.licence_scan', since: 'expires_at', keepHours: 30 * 24, where: `t.state <> 'waiting'` },
  // that a one-time code was sent; its text was never kept
  { table: 'notifications.sent_code', since: 'at', keepHours: 90 * 24 },
  // it stands in the delivery it belongs to; one that belongs to none was for a one-time code
  { table: 'notifications.receipt', since: 'at', keepHours: 90 * 24 },
  // what came of it stands in the case as a message
  { table: 'conversations.call', since: 'ended_at', keepHours: 24 },
  // a mail server hands a letter over again within days
  { table: 'conversations.letter', since: 'at', keepHours: 30 * 24 },
  // what a hall looks back on; the newest says when a device was heard last
  {
    table: 'devices.spell',
    since: 'last_at',
    keepHours: 90 * 24,
    where: `not exists (select from devices.device d where d.id = t.device_id
      and not exists (select from devices.spell n where n.device_id = d.id and n.began_at > t.began_at))`,
  },
  // an event that old is refused by its time anyway; ratings stand in devices.rating
  { table: 'devices.event', since: 'kept_at', keepHours: 90 * 24 },
  // a caller that repeats itself does so within minutes; a program that was off for weeks does not
  { table: 'kernel.idempotency', since: 'at', keepHours: 30 * 24 },
];

/** Tables whose time of expiry ends a validity, not the row: table → why it stays. */
export const kept: Readonly<Record<string, string>> = {
  'identity.desk_visit': 'who filed for whom at a window belongs to the trail of the case and of the consent',
  'identity.access_policy': 'who closed an application to whom, until when, is told to auditors',
  'filing.filing': 'who was filed for, by whom and on what ground belongs to the trail of the case and of the person',
  'licences.copy': 'an annotated copy is verified after its end too: it says that it is over',
  'payments.attempt': 'what an order of ours came to is asked about by the provider and by auditors for years',
  'payments.bill': 'a bill that ran out unpaid says so',
  'licences.use_code': 'what the holder allowed is the ground of looks at his licence',
  'seals.recall': 'the window of a recall is what was recalled',
  'seals.status_answer': 'what an authority said of a certificate is the evidence of the verdict that names it',
  'signing.session': 'who was asked to sign, until when, and did not',
};
