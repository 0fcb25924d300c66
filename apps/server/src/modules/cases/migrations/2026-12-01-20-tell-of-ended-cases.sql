-- Cases that ended without a decision were not told of as ended, so nothing was archived of them: those are told of now. They count as no decision.
insert into kernel.outbox (id, name, payload, at)
select 'ended:' || id, 'cases.closed',
  jsonb_build_object('caseId', id, 'slug', slug, 'region', region, 'submittedAt', submitted_at, 'outcome', outcome, 'automatic', false, 'closedAt', closed_at,
    'again', false),
  now()
from cases.case where state = 'closed' and outcome in ('withdrawn', 'not-accepted', 'abandoned');
