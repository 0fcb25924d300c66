/**
 * Who may know whom: data, nothing else. A module imports the doors of those in its list, and only them (docs: ARCHITECTURE.md). The level is for readers;
 * tests/architecture holds that no list names a module of its own level or above.
 */
export const moduleGraph = {
  identity: { level: 1, name: '用户·组织·授权', knows: [] },
  audit: { level: 1, name: '审计', knows: [] },
  calendar: { level: 1, name: '工作日历', knows: [] },
  catalog: { level: 2, name: '事项', knows: ['identity'] },
  forms: { level: 2, name: '表单', knows: [] },
  rules: { level: 2, name: '规则', knows: [] },
  seals: { level: 2, name: '签章', knows: ['identity'] },
  exchange: { level: 2, name: '共享交换', knows: ['identity'] },
  notifications: { level: 2, name: '消息', knows: ['identity'] },
  payments: { level: 2, name: '支付', knows: ['identity'] },
  licences: { level: 3, name: '证照', knows: ['identity', 'seals'] },
  delivery: { level: 3, name: '送达', knows: ['identity', 'payments'] },
  appointments: { level: 3, name: '预约·大厅', knows: ['identity', 'catalog'] },
  materials: { level: 4, name: '材料', knows: ['identity', 'catalog', 'licences', 'exchange'] },
  signing: {
    level: 5,
    name: '签署',
    knows: ['identity', 'catalog', 'forms', 'materials'],
  },
  cases: {
    level: 6,
    name: '办件',
    knows: ['identity', 'catalog', 'forms', 'rules', 'materials', 'licences', 'exchange', 'signing', 'payments'],
  },
  filing: {
    level: 7,
    name: '部门代为申报',
    knows: ['identity', 'catalog', 'forms', 'materials', 'exchange', 'cases'],
  },
  standard: { level: 7, name: '数据标准', knows: ['identity', 'audit', 'catalog', 'licences'] },
  conversations: { level: 7, name: '办件沟通', knows: ['identity', 'materials', 'cases'] },
  interaction: { level: 7, name: '互动', knows: ['identity', 'catalog', 'cases'] },
  devices: { level: 7, name: '大厅设备', knows: ['identity', 'catalog', 'appointments', 'cases'] },
  archive: {
    level: 8,
    name: '归档与检索',
    knows: ['audit', 'rules', 'seals', 'licences', 'materials', 'notifications', 'cases', 'conversations'],
  },
} as const satisfies Readonly<
  Record<string, { readonly level: number; readonly name: string; readonly knows: readonly string[] }>
>;

export type ModuleName = keyof typeof moduleGraph;
