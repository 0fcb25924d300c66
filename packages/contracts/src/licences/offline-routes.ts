import { defineRoute } from '../route.ts';

/** One HTML file with the keys to believe and the list of licences that ended, which verifies QR codes and sealed files without any network (X08). */
export const getOfflinePage = defineRoute({
  name: 'licences.getOfflinePage',
  method: 'GET',
  path: '/api/offline-verification/page',
  permission: 'public',
  summary: 'The page that verifies licences without a network, to be saved',
  reply: 'binary',
  errors: ['licences.offline_page_unbuilt'],
});

/** docs/guides/offline-verification.md tells its bytes. */
export const getStatusList = defineRoute({
  name: 'licences.getStatusList',
  method: 'GET',
  path: '/api/offline-verification/list',
  permission: 'public',
  summary: 'The signed list of licences that ended before their time',
  reply: 'binary',
  errors: [],
});
