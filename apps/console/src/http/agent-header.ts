const NAME = 'X-Dunlin-Agent';

/** How the API's description tells of the header by which agents sign their calls. */
export const AGENT_HEADER_WANTED = {
  name: NAME,
  required: true,
  description: 'Reference of the agent who calls.',
};

export const OPTIONAL_AGENT_HEADER = {
  name: NAME,
  required: false,
  description: 'Reference of the agent who calls, where one does.',
};
