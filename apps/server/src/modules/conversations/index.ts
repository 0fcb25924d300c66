/** Door of the conversations module: what applicant and officials write to each other in a case. */
export { type Conversations, createConversations } from './conversations.ts';
export { conversationsErrors } from './errors.ts';
