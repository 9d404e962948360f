import { AGE_TO_CHECK_DAYS, type CreditorSetup, type PortfolioRecord } from '#contracts';

/** Portfolios as they would be once set up; their ids are for this dry run alone. */
export function plannedPortfolios(
  creditors: readonly CreditorSetup[],
  newId: () => string,
): PortfolioRecord[] {
  return creditors.flatMap((creditor) => {
    const creditorId = newId();
    return creditor.portfolios.map(({ ref, name, country, zone, language }) => ({
      id: newId(),
      ref,
      name,
      creditorId,
      creditorRef: creditor.ref,
      country,
      zone,
      language,
      ageToCheckDays: AGE_TO_CHECK_DAYS,
    }));
  });
}
