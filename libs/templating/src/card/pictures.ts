/** Where pictures of cards are: their folder among the templates, and what their paths begin with below the public address. */
export const PICTURES = { folder: '_shared/pictures', path: '/p/pictures' } as const;
