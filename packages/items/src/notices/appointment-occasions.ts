import { occasion, t } from './occasion.ts';

/** Appointments at a hall. */
export const appointmentOccasions = {
  booked: occasion({
    name: t('预约成功', 'Booked'),
    variables: ['item', 'time', 'hall', 'desk', 'address', 'booking'],
    needs: ['time', 'hall', 'booking'],
    title: t('预约成功', 'Appointment made'),
    body: t(
      '“{{事项}}”，{{预约时间}}，{{大厅}}{{窗口}}（{{地址}}）。预约号 {{预约号}}，请带身份证按时到场。',
      '“{{item}}”, {{time}}, {{hall}}, {{desk}} ({{address}}). Number {{booking}}. Bring your identity card.',
    ),
  }),
  bookingMoved: occasion({
    name: t('预约改期', 'Moved'),
    variables: ['item', 'time', 'hall', 'desk', 'address', 'booking'],
    needs: ['time', 'hall', 'booking'],
    title: t('预约已改期', 'Appointment moved'),
    body: t(
      '“{{事项}}”，{{预约时间}}，{{大厅}}{{窗口}}（{{地址}}）。预约号 {{预约号}}，请带身份证按时到场。',
      '“{{item}}”, {{time}}, {{hall}}, {{desk}} ({{address}}). Number {{booking}}. Bring your identity card.',
    ),
  }),
  bookingTomorrow: occasion({
    name: t('预约提醒', 'Reminder'),
    variables: ['item', 'time', 'hall', 'desk', 'address', 'booking'],
    needs: ['time', 'hall'],
    title: t('明天有预约', 'Your appointment is tomorrow'),
    body: t(
      '{{预约时间}}，{{大厅}}{{窗口}}（{{地址}}），办理“{{事项}}”，预约号 {{预约号}}。不能来请提前取消。',
      '{{time}}, {{hall}}, {{desk}} ({{address}}), “{{item}}”, number {{booking}}. If you cannot come, please cancel.',
    ),
  }),
  bookingCancelled: occasion({
    name: t('取消预约', 'Cancelled'),
    variables: ['item', 'time', 'booking'],
    needs: ['time'],
    title: t('预约已取消', 'Appointment cancelled'),
    body: t('您已取消{{预约时间}}的“{{事项}}”预约。', 'You cancelled “{{item}}”, {{time}}.'),
  }),
  bookingCalledOff: occasion({
    name: t('大厅取消预约', 'Called off by the hall'),
    variables: ['item', 'time', 'hall', 'booking', 'reason', 'note'],
    needs: ['time', 'reason'],
    title: t('预约因大厅调整取消', 'The hall had to call off your appointment'),
    body: t(
      '您{{预约时间}}在{{大厅}}的“{{事项}}”预约取消，原因：{{理由}}。{{补充说明}}请在“我的预约”改期，不计入未到场。',
      '“{{item}}” at {{hall}}, {{time}}, is called off: {{reason}}. {{note}}Choose another time among your appointments.',
    ),
  }),
  bookingMissed: occasion({
    name: t('预约未到场', 'Missed'),
    variables: ['item', 'time', 'booking', 'note'],
    needs: ['time', 'note'],
    title: t('预约未到场', 'You missed an appointment'),
    body: t(
      '{{预约时间}}的“{{事项}}”预约登记为未到场。{{补充说明}}',
      '“{{item}}”, {{time}}, was noted as missed. {{note}}',
    ),
  }),
};
