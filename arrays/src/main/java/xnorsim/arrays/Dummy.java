package xnorsim.arrays;
public final class Dummy {
    private Dummy() {}
}
