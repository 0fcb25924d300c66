import type { CallOutcome } from './call-life.ts';

/** What the file says of a call, in the language of the file. */
export function callWords(call: {
  readonly medium: 'audio' | 'video';
  readonly outcome: CallOutcome;
  readonly seconds: number;
}): string {
  const what = call.medium === 'video' ? '视频通话' : '语音通话';
  switch (call.outcome) {
    case 'talked':
      return `${what}，时长 ${lengthOf(call.seconds)}`;
    case 'lost':
      return `${what}，时长 ${lengthOf(call.seconds)}，连接中断`;
    case 'missed':
      return `${what}未接听`;
    case 'declined':
      return `${what}被拒绝`;
    case 'cancelled':
      return `${what}已取消`;
  }
}

function lengthOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes} 分 ${seconds % 60} 秒` : `${seconds} 秒`;
}
