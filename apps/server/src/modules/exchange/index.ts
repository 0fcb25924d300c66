/** Door of the exchange: questions to outside systems, signed, bounded in time, kept. */

export {
  type Connector,
  type ConnectorAnswer,
  type Question,
  UnavailableError,
  type UnavailableReason,
} from './connector.ts';
export { type AnswerFunction, demoConnector, failingConnector, slowConnector } from './connectors/demo-connectors.ts';
export { type HttpConnectorOptions, httpConnector } from './connectors/http-connector.ts';
export type { ConsultationPlugs } from './consultation-deps.ts';
export type { Consultations, ConsultationView } from './consultations.ts';
export type { Told } from './domain/consultation-life.ts';
export type { Department } from './domain/department.ts';
export { exchangeErrors } from './errors.ts';
export { type Answer, type Ask, createExchange, type Exchange } from './exchange.ts';
export { isCertificateOf, originalOf, signerOf } from './signed-bytes.ts';
export {
  createVerticalSystems,
  noVerticals,
  type VerticalPlugs,
  type VerticalSystem,
  type VerticalSystems,
} from './verticals.ts';
