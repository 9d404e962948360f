/** The services a process can run; DUNLIN_SERVICES names a subset. */
export const SERVICE_NAMES = [
  'scheduler',
  'personaliser',
  'sender',
  'tracker',
  'portal',
  'console',
  'sandbox',
] as const;

export type ServiceName = (typeof SERVICE_NAMES)[number];

/** Services that hand messages to providers or hear from them, and so need the providers' credentials. */
export const SERVICES_WITH_PROVIDERS: readonly ServiceName[] = ['personaliser', 'sender', 'tracker'];
