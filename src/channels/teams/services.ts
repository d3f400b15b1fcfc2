/**
 * Where Teams takes what the bot says: a service of Microsoft's, by the cloud that the tenant is in. Whoever is sent a card is sent
 * the bot's token with it, so it goes nowhere else, whatever an activity says.
 */
const HOSTS: ReadonlySet<string> = new Set([
  'smba.trafficmanager.net',
  // The clouds of the United States' authorities, and the one in China.
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
  'frontend.botapi.msg.infra.teams.microsoftonline.cn',
]);
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** @param playground whether a service on this machine is one too: Microsoft's playground is */
export const isService = (serviceUrl: string, playground: boolean): boolean => {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, port, username, password } = new URL(serviceUrl);
  if (username !== '' || password !== '') return false;
  if (playground && LOOPBACK.has(hostname)) return protocol === 'http:' || protocol === 'https:';
  return protocol === 'https:' && port === '' && HOSTS.has(hostname);
};
