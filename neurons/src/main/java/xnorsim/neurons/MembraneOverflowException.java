package xnorsim.neurons;

import java.math.BigInteger;
import java.util.OptionalInt;

/** A membrane overflowed its register, and the architecture does not saturate. */
public final class MembraneOverflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int unit;
    private final BigInteger membrane;
    private final int membraneBits;
    /** 0 if unknown. */
    private final int sufficientBits;

    /** Reports the unit, the membrane it should have held, in units of 2^-F, and the register width. */
    public MembraneOverflowException(int unit, BigInteger membrane, int membraneBits) {
        this(unit, membrane, membraneBits, OptionalInt.empty());
    }

    /** Also reports the width that is sufficient for every input, if known. */
    public MembraneOverflowException(int unit, BigInteger membrane, int membraneBits, OptionalInt sufficientBits) {
        super("the membrane of unit " + unit + ", " + membrane + ", left the range of " + membraneBits + " bits");
        this.unit = unit;
        this.membrane = membrane;
        this.membraneBits = membraneBits;
        this.sufficientBits = sufficientBits.orElse(0);
    }

    /** The width that is sufficient for every input, if known. */
    public OptionalInt sufficientBits() {
        return sufficientBits == 0 ? OptionalInt.empty() : OptionalInt.of(sufficientBits);
    }

    /** Index of the unit. */
    public int unit() {
        return unit;
    }

    /** What the membrane would have been, in units of 2^-F. */
    public BigInteger membrane() {
        return membrane;
    }

    /** Width of the membrane register. */
    public int membraneBits() {
        return membraneBits;
    }
}
