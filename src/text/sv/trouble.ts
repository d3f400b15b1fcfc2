/** För den som sköter installationen: vad som inte fungerar, och vad som händer med det som drabbats. */
export const trouble = {
  title: 'Något behöver lagas',
  overTitle: 'Det fungerar igen',
  what: {
    delivery: (card: string) => `Kortet ”${card}” går inte att visa.`,
    due: (kind: string) => `Det går inte att avgöra vad som ska hända härnäst (${kind}).`,
    step: (step: string) => `Ett steg som följer går inte att ta (${step}).`,
    channel: (channel: string) => `${channel} nekar oss. Troligen är en nyckel fel, utgången eller saknar rättigheter.`,
  },
  meanwhile: {
    delivery: 'Det som drabbats är lagt åt sidan. Allt annat går som vanligt. Skicka det på nytt när felet är rättat.',
    due: 'Det som drabbats är lagt åt sidan. Allt annat går som vanligt. Vi försöker igen varje timme.',
    step: 'Allt annat går som vanligt. Vi försöker igen med jämna mellanrum.',
    channel:
      'Inget är förlorat: allt väntar, och går i väg av sig självt när felet är rättat. Vi försöker varje minut.',
  },
  again: 'Vi har försökt igen, och det har inte gått fel sedan dess.',
  over: 'Det som väntade har gått i väg.',
  count: 'Drabbade',
  reason: 'Fel',
  first: 'Först',
  last: 'Senast',
  retry: 'Försök igen',
};
