"""The tills: one file each, declared as `Dialect` values.

What every dialect keeps to, and what the books may therefore rely on when the same document
comes in more than one file (a document is one `receipt` and `part` of one store and family):

0. `complete` says that this version of the document is all there is of it: another number of
   lines or another amount is then a correction, not a further part.
1. *Totals first, goods later, in any order.* A file without products (Square transactions,
   Loyverse receipts, Clover orders and payments, WooCommerce analytics) gives lines whose
   `item` is null. Lines with items replace them; they never replace lines with items.
2. *What a version without items still adds* to a document whose items are known: `voided`,
   `tip` where it is larger, cashier, register, coupon, link and customer where they are
   missing, and the refund where it exceeds the one known by more than 5 minor units (it is
   worked out from an amount with tax, so it may differ by rounding). The rest is ignored.
3. *Two versions without items* are never put together: one with `complete` beats one without
   (an order head knows more than its payments); otherwise the later file is a correction.
4. *Refunds* folded into a sale stand on its lines as `refunded`, and `tax` is then what is left
   of the tax. The version with the larger `refunded` sum is the later state of the document
   and holds as it stands, tax included; one with a smaller sum is older and changes nothing.
5. *Voids.* `voided` with `complete` is final (cancelled, voided). `voided` without `complete`
   is a document still open (pending, on hold, an open tab): any version that is not voided
   replaces it, and it replaces none.
6. *Identical lines are legitimate.* Lines of a document count as often as they stand there.
7. *Returns* written as documents have negative quantities and amounts. `link` is equal on a
   return and its sale where the till writes one, and the return may then lack its customer.
"""
