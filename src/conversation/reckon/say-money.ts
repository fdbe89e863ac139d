const TEN_THOUSAND = 10_000;

/** A sum in yuan as people say it: 120万元, 3.5万元, 6000元, 16.67元. */
export function sayMoney(yuan: number): string {
  return yuan >= TEN_THOUSAND && yuan % 100 === 0 ? `${yuan / TEN_THOUSAND}万元` : `${yuan}元`;
}
