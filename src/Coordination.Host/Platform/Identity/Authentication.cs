using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;

namespace Coordination.Host.Platform.Identity;

public static class Authentication
{
    /// <summary>How far the clocks of provider and host may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Bearer tokens, pinned in issuer, audience, algorithm, type and form; nobody gets in where no policy is set; and who is in
    /// knows things by names of their own.</summary>
    public static IServiceCollection AddBearerTokens(this IServiceCollection services, IdentitySettings settings, IdentifierKey key,
        IHostEnvironment environment)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TimeProvider, TokenCache>((options, time, tokens) => Configure(options, settings, environment, time, tokens));
        services.AddSingleton<TokenCache>();
        services.AddSingleton(new IdentifierMint(key));
        services.AddAuthorizationBuilder().SetFallbackPolicy(Policies.Nobody).SetDefaultPolicy(Policies.Nobody);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationOutcome>();
        services.AddSingleton<IAuthorizationHandler, Authority>().AddSingleton<StandingReader>();
        services.AddSingleton<Platform.Http.IReadiness, FoundingReadiness>();
        return services;
    }

    private static void Configure(JwtBearerOptions options, IdentitySettings settings, IHostEnvironment environment,
        TimeProvider time, TokenCache tokens)
    {
        options.MapInboundClaims = false;
        tokens.MapInboundClaims = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(tokens);
        options.SaveToken = false;
        options.IncludeErrorDetails = false;
        options.TimeProvider = time;
        options.TokenValidationParameters = Pinned(settings, time);
        options.Events = new JwtBearerEvents { OnTokenValidated = RefuseIllFormedCallers };
        if (settings.Authority is { } authority)
        {
            options.Authority = authority;
            options.RequireHttpsMetadata = !environment.IsDevelopment();
            return;
        }
        options.TokenValidationParameters.IssuerSigningKey = DevelopmentIssuer.Open(settings, time).Key;
        options.TokenValidationParameters.ValidIssuer = DevelopmentIssuer.Name;
        options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256];
    }

    private static TokenValidationParameters Pinned(IdentitySettings settings, TimeProvider time) => new()
    {
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.Audience,
        ValidAlgorithms = settings.Algorithms,
        TypeValidator = TypeOf(settings.TokenTypes),
        ValidateIssuer = true,
        ValidateAudience = true,
        ValidateLifetime = true,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = ClockSkew,
        NameClaimType = ClaimNames.Subject,
        RoleClaimType = ClaimNames.Roles,
        LifetimeValidator = (notBefore, expires, _, parameters) =>
            IsCurrent(notBefore, expires, parameters.ClockSkew, time.GetUtcNow().UtcDateTime),
    };

    private static TypeValidator TypeOf(IReadOnlyList<string> accepted)
    {
        var known = accepted.Select(TokenForm.Normalised).ToHashSet(StringComparer.Ordinal);
        return (type, _, _) => type is not null && known.Contains(TokenForm.Normalised(type))
            ? type
            : throw new SecurityTokenInvalidTypeException("The token is of another type.");
    }

    private static bool IsCurrent(DateTime? notBefore, DateTime? expires, TimeSpan skew, DateTime now) =>
        expires is { } end && now < end + skew && (notBefore is null || now >= notBefore - skew);

    private static Task RefuseIllFormedCallers(TokenValidatedContext context)
    {
        if (context.Principal is not { } principal || Caller.From(principal) is null)
            context.Fail("The token does not name a person and an agency.");
        return Task.CompletedTask;
    }
}
