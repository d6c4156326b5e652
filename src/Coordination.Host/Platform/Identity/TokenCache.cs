using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Coordination.Host.Platform.Identity;

/// <summary>
/// Checks a token once a minute, not once a request: a signature costs more than the rest of a request. Its form is checked
/// first (<see cref="TokenForm"/>). Only tokens that passed both are remembered, by their SHA-256, never beyond their expiry,
/// and so shortly that a withdrawn key is noticed soon.
/// </summary>
public sealed class TokenCache(TimeProvider time) : JsonWebTokenHandler, IDisposable
{
    /// <summary>How long a token is not looked at again.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private const int MostTokens = 10_000;
    private readonly MemoryCache _passed = new(new MemoryCacheOptions { SizeLimit = MostTokens });

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var now = time.GetUtcNow();
        if (_passed.TryGetValue(key, out Passed? known) && now < known!.LookAgain)
            return known.Result;
        if (TokenForm.FaultOf(token) is { } fault)
            return new TokenValidationResult
            {
                IsValid = false,
                Exception = new SecurityTokenMalformedException($"The token is refused: {fault}.")
            };
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
            Remember(key, result, now);
        return result;
    }

    private void Remember(string key, TokenValidationResult result, DateTimeOffset now)
    {
        var expires = new DateTimeOffset(DateTime.SpecifyKind(result.SecurityToken.ValidTo, DateTimeKind.Utc));
        var lookAgain = expires < now + Memory ? expires : now + Memory;
        _passed.Set(key, new Passed(result, lookAgain), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
    }

    public void Dispose() => _passed.Dispose();

    private sealed record Passed(TokenValidationResult Result, DateTimeOffset LookAgain);
}
