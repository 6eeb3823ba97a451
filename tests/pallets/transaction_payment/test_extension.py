"""The extension on the wire."""

from pallets.transaction_payment import ChargeTransactionPayment, ChargeTransactionPaymentWrapper
from runtime.extension import SigningOptions
from runtime.scale import decode, encode


def test_the_tip_is_its_only_data():
    charge = ChargeTransactionPaymentWrapper.for_signing(SigningOptions(nonce=0, tip=2**40))
    assert charge == ChargeTransactionPaymentWrapper(ChargeTransactionPayment(2**40))
    data = encode(ChargeTransactionPaymentWrapper, charge)
    assert data.hex() == "0b000000000001"
    assert decode(ChargeTransactionPaymentWrapper, data) == charge


def test_how_clients_know_it():
    assert ChargeTransactionPaymentWrapper.identifier == "ChargeTransactionPayment"
    assert ChargeTransactionPaymentWrapper.listed_as is ChargeTransactionPayment
    assert ChargeTransactionPaymentWrapper.implicit is None
