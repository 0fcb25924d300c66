/** The vertical system is asked about the case then. */
export function verticalJob(caseId: string, runAt: Date) {
  return { task: 'cases.follow_vertical', payload: { caseId }, key: `vertical:${caseId}`, runAt } as const;
}
