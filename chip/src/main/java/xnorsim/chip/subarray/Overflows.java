package xnorsim.chip.subarray;

import xnorsim.base.InputException;
import xnorsim.neurons.MembraneOverflowException;

/** Reports where a membrane overflowed, with remedies. */
public final class Overflows {

    private Overflows() {}

    /** Overflow of a membrane register of an array. */
    static InputException report(MembraneOverflowException e, String where) {
        String forEveryInput = e.sufficientBits().isEmpty()
                ? ""
                : " for this membrane, " + e.sufficientBits().getAsInt() + " for every input";
        return InputException.wrongValue(place(e, where), "membrane_bits", e.membraneBits(), "at least " + needed(e)
                + forEveryInput + ": raise membrane_bits, lower fraction_bits or set overflow: saturate");
    }

    /** Overflow of a digital layer's accumulator, which has a fixed width. */
    public static InputException digital(MembraneOverflowException e, String where) {
        return InputException.wrongValue(place(e, where), "the accumulator of a digital layer", e.membraneBits()
                + " bits wide", "at least " + needed(e) + ": lower fraction_bits or the layer's biases and reset_to");
    }

    private static String place(MembraneOverflowException e, String where) {
        return "membrane overflow in row " + e.unit() + " (" + where + "): membrane " + e.membrane();
    }

    private static int needed(MembraneOverflowException e) {
        return e.membrane().bitLength() + 1;
    }
}
