/**
 * Every message of the story, in order, as it stands when all is over: what was written after a dash, else the card's heading
 * and the time it is about. A card that was answered shows its answer, so that what it was at first stands behind it.
 */

export const saraHeard = [
  '– hej',
  'Din anmälan som adept', // the start card, in which she registered
  'Din anmälan som adept', // approved, in which she asked Ingrid
  'Första träffen med Ingrid Wallin, torsdag 12 september kl. 13.00', // the introduction, in which she planned it
  'Era spelregler', // the reminder, in which she confirmed them
  'Samtalet har ägt rum, torsdag 12 september kl. 13.00',
  'Er överenskommelse', // whether to go on, once it was told
  'Er överenskommelse', // both go on; in it she proposed
  'Er överenskommelse', // Ingrid's change, which she confirmed
  '– planera',
  'Samtal med Ingrid Wallin, torsdag 3 oktober kl. 10.00',
  'Samtal med Ingrid Wallin, torsdag 7 november kl. 10.00',
  '– planera',
  'Samtal med Ingrid Wallin, torsdag 5 december kl. 10.00',
  'Samtal med Ingrid Wallin, torsdag 16 januari 2031 kl. 10.00',
  '– planera',
  'Samtal med Ingrid Wallin, torsdag 13 februari 2031 kl. 10.00',
  'Samtal med Ingrid Wallin, torsdag 13 mars 2031 kl. 10.00',
  'Snart samtal med Ingrid Wallin, torsdag 3 oktober kl. 10.00',
  'Samtalet har ägt rum, torsdag 3 oktober kl. 10.00',
  'Samtal med Ingrid Wallin, torsdag 14 november kl. 10.00', // moved by Ingrid; killed at once
  'Snart samtal med Ingrid Wallin, torsdag 14 november kl. 10.00', // due while it did not run; killed as it caught up
  'Samtalet har ägt rum, torsdag 14 november kl. 10.00',
  'Samtal med Ingrid Wallin, torsdag 12 december kl. 10.00', // the reminder, in which she cancelled and planned anew
  'Snart samtal med Ingrid Wallin, torsdag 12 december kl. 10.00',
  'Samtalet har ägt rum, torsdag 12 december kl. 10.00',
  'Snart samtal med Ingrid Wallin, torsdag 16 januari kl. 10.00',
  'Samtalet har ägt rum, torsdag 16 januari kl. 10.00',
  'Snart samtal med Ingrid Wallin, torsdag 13 februari kl. 10.00',
  'Samtalet har ägt rum, torsdag 13 februari kl. 10.00',
  'Snart samtal med Ingrid Wallin, torsdag 13 mars kl. 10.00',
  'Samtalet har ägt rum',
  'Tack, du och Ingrid Wallin',
];

export const ingridHeard = [
  '– mentor',
  'Din anmälan som mentor', // the start card, in which she registered
  'Din anmälan som mentor', // the board's question, in which she answered
  'Din anmälan som mentor', // approved
  'Förfrågan', // in which she said yes
  'Nu kan du och Sara Nilsson träffas',
  'Första träffen med Sara Nilsson, torsdag 12 september kl. 13.00',
  'Era spelregler', // the reminder, in which she confirmed them
  'Samtalet har ägt rum, torsdag 12 september kl. 13.00',
  'Er överenskommelse', // whether to go on, once it was told
  'Er överenskommelse', // both go on
  'Er överenskommelse', // Sara's proposal, which she changed
  'Er överenskommelse', // agreed
  'Samtal med Sara Nilsson, torsdag 3 oktober kl. 10.00',
  '– planera',
  'Samtal med Sara Nilsson, torsdag 7 november kl. 10.00',
  'Samtal med Sara Nilsson, torsdag 5 december kl. 10.00',
  '– planera',
  'Samtal med Sara Nilsson, torsdag 16 januari 2031 kl. 10.00',
  'Samtal med Sara Nilsson, torsdag 13 februari 2031 kl. 10.00',
  '– planera',
  'Samtal med Sara Nilsson, torsdag 13 mars 2031 kl. 10.00',
  'Snart samtal med Sara Nilsson, torsdag 3 oktober kl. 10.00',
  'Samtalet har ägt rum, torsdag 3 oktober kl. 10.00',
  '– flytta',
  'Samtal med Sara Nilsson, torsdag 14 november kl. 10.00',
  'Snart samtal med Sara Nilsson, torsdag 14 november kl. 10.00',
  'Samtalet har ägt rum, torsdag 14 november kl. 10.00',
  'Snart samtal med Sara Nilsson, torsdag 5 december kl. 10.00',
  'Samtalet är inställt, torsdag 5 december kl. 10.00',
  'Samtal med Sara Nilsson, torsdag 12 december kl. 10.00',
  'Snart samtal med Sara Nilsson, torsdag 12 december kl. 10.00',
  'Samtalet har ägt rum, torsdag 12 december kl. 10.00',
  'Snart samtal med Sara Nilsson, torsdag 16 januari kl. 10.00',
  'Samtalet har ägt rum, torsdag 16 januari kl. 10.00',
  'Snart samtal med Sara Nilsson, torsdag 13 februari kl. 10.00',
  'Samtalet har ägt rum, torsdag 13 februari kl. 10.00',
  'Snart samtal med Sara Nilsson, torsdag 13 mars kl. 10.00',
  'Samtalet har ägt rum',
  'Tack, du och Sara Nilsson',
];

/** One card for each who registered, the answer to the board's question, and one reminder of the one that nobody decided on. Nothing of a pair. */
export const boardHeard = [
  'Styrelsen för Mentorprogrammet',
  'Vill bli mentor: Karin Holm',
  'Vill bli mentor: Göran Ek',
  'Vill bli mentor: Maria Lindqvist',
  'Vill bli mentor: Per Åkesson',
  'Vill ha en mentor: Johan Berg',
  'Vill bli mentor: Ingrid Wallin',
  'Vill ha en mentor: Sara Nilsson',
  'Vill bli mentor: Ingrid Wallin', // her answer
  'Vill bli mentor: Per Åkesson',
];
