package xnorsim.neurons;

import java.math.BigInteger;
import java.util.OptionalInt;

/** A membrane left the range of its register, and the architecture does not ask for saturation. */
public final class MembraneOverflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int unit;
    private final BigInteger membrane;
    private final int membraneBits;
    /** 0 where it is not known. */
    private final int sufficientBits;

    /** Says which unit should have held which membrane, in units of 2^-F, in a register of which width. */
    public MembraneOverflowException(int unit, BigInteger membrane, int membraneBits) {
        this(unit, membrane, membraneBits, OptionalInt.empty());
    }

    /** Says as well which width no membrane would leave, where it is known. */
    public MembraneOverflowException(int unit, BigInteger membrane, int membraneBits, OptionalInt sufficientBits) {
        super("the membrane of unit " + unit + ", " + membrane + ", left the range of " + membraneBits + " bits");
        this.unit = unit;
        this.membrane = membrane;
        this.membraneBits = membraneBits;
        this.sufficientBits = sufficientBits.orElse(0);
    }

    /** A width that no membrane leaves, whatever the inputs, where it is known. */
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
