/** `T00000042` */
export function complaintNumber(serial: number): string {
  return `T${String(serial).padStart(8, '0')}`;
}
