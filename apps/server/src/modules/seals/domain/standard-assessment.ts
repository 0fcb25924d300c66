/** The assessment of the automatic chain as the product ships it: what can go wrong when the machine seals, and what keeps it from happening. */
export const standardAssessment = {
  risks: [
    { zh: '系统在未经审批时用印', en: 'The system seals without a decision' },
    { zh: '同一证照重复用印', en: 'One licence is sealed twice' },
    { zh: '印章密钥外泄', en: 'The key of the seal leaks' },
  ],
  measures: [
    {
      zh: '仅对已准予办件的证照用印，用印与办结同一事务',
      en: 'Only licences of granted cases are sealed, in the transaction that closes the case',
    },
    {
      zh: '用印台账按证照唯一、只增、链式防改',
      en: 'The ledger holds each licence once, only grows, and is chained by hashes',
    },
    {
      zh: '密钥加密保存，包装密钥不入库',
      en: 'Keys are stored encrypted, their wrapping secret outside the database',
    },
  ],
  method: '发生可能性与影响程度矩阵',
  likelihood: 1,
  impact: 3,
  outcome: 'acceptable',
} as const;
