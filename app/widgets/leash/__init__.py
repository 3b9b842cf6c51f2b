"""The leash: rewards for six answers, a reference to stay near, and the price β of each nat of distance."""
