/** What a contact person of a business does there, from those who pay to those who answer for it. */
export const contactRoles = ['accounting', 'payer', 'approver', 'management', 'owner'] as const;

export type ContactRole = (typeof contactRoles)[number];
